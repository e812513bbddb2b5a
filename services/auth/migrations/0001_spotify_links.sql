CREATE TABLE "auth"."spotify_link_attempts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"sign_in_id" uuid NOT NULL,
	"state_digest" "bytea" NOT NULL,
	"browser_digest" "bytea" NOT NULL,
	"verifier" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "spotify_link_attempts_state_digest_unique" UNIQUE("state_digest")
);
--> statement-breakpoint
CREATE TABLE "auth"."spotify_links" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"spotify_account_id" text NOT NULL,
	"access_token" "bytea",
	"refresh_token" "bytea",
	"access_expires_at" timestamp with time zone NOT NULL,
	"scopes" text NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	"authorised_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "spotify_links_id_unique" UNIQUE("id"),
	CONSTRAINT "spotify_links_spotify_account_id_unique" UNIQUE("spotify_account_id")
);
--> statement-breakpoint
ALTER TABLE "auth"."spotify_link_attempts" ADD CONSTRAINT "spotify_link_attempts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."spotify_link_attempts" ADD CONSTRAINT "spotify_link_attempts_sign_in_id_sign_ins_id_fk" FOREIGN KEY ("sign_in_id") REFERENCES "auth"."sign_ins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."spotify_links" ADD CONSTRAINT "spotify_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "spotify_link_attempts_sign_in_id" ON "auth"."spotify_link_attempts" USING btree ("sign_in_id");--> statement-breakpoint
CREATE INDEX "spotify_link_attempts_expires_at" ON "auth"."spotify_link_attempts" USING btree ("expires_at");