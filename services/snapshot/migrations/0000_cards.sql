CREATE TABLE "snapshot"."cards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"playlist_id" uuid NOT NULL,
	"design" text NOT NULL,
	"image_token" text NOT NULL,
	"jpeg" "bytea" NOT NULL,
	"request_key" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshot"."outbox" (
	"sequence" bigserial PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"key" text NOT NULL,
	"payload" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshot"."tombstones" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "cards_image_token" ON "snapshot"."cards" USING btree ("image_token");--> statement-breakpoint
CREATE UNIQUE INDEX "cards_request" ON "snapshot"."cards" USING btree ("account_id","request_key");--> statement-breakpoint
CREATE INDEX "cards_account" ON "snapshot"."cards" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "cards_expiry" ON "snapshot"."cards" USING btree ("expires_at");