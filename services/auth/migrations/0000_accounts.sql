CREATE TABLE "auth"."accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text,
	"password_hash" text,
	"display_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_email_unique" UNIQUE("email"),
	CONSTRAINT "accounts_email_has_password" CHECK (("auth"."accounts"."email" is null) = ("auth"."accounts"."password_hash" is null))
);
--> statement-breakpoint
CREATE TABLE "auth"."consent_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"version" text NOT NULL,
	"granted" boolean NOT NULL,
	"decided_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."deleted_accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"purged_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."outbox" (
	"sequence" bigserial PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"key" text NOT NULL,
	"payload" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."refresh_tokens" (
	"digest" "bytea" PRIMARY KEY NOT NULL,
	"sign_in_id" uuid NOT NULL,
	"generation" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."sign_ins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"generation" integer NOT NULL,
	"rotated_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "auth"."consent_decisions" ADD CONSTRAINT "consent_decisions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."refresh_tokens" ADD CONSTRAINT "refresh_tokens_sign_in_id_sign_ins_id_fk" FOREIGN KEY ("sign_in_id") REFERENCES "auth"."sign_ins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."sign_ins" ADD CONSTRAINT "sign_ins_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_guests_last_used_at" ON "auth"."accounts" USING btree ("last_used_at") WHERE "auth"."accounts"."email" is null;--> statement-breakpoint
CREATE INDEX "consent_decisions_account_id" ON "auth"."consent_decisions" USING btree ("account_id","purpose","decided_at");--> statement-breakpoint
CREATE INDEX "refresh_tokens_sign_in_id" ON "auth"."refresh_tokens" USING btree ("sign_in_id");--> statement-breakpoint
CREATE INDEX "refresh_tokens_created_at" ON "auth"."refresh_tokens" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "sign_ins_account_id" ON "auth"."sign_ins" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sign_ins_expires_at" ON "auth"."sign_ins" USING btree ("expires_at");