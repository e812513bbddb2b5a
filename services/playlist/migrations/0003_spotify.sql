CREATE TABLE "playlist"."spotify_playlists" (
	"playlist_id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"state" text NOT NULL,
	"spotify_id" text,
	"url" text,
	"creating_at" timestamp with time zone,
	"errand" text,
	"calls" integer NOT NULL,
	"attempts" integer NOT NULL,
	"due_at" timestamp with time zone,
	"planned_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "playlist"."spotify_unlinks" (
	"account_id" text PRIMARY KEY NOT NULL,
	"unlinked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "playlist"."track_features" (
	"key" text PRIMARY KEY NOT NULL,
	"features" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "playlist"."playlists" ADD COLUMN "notice" text;--> statement-breakpoint
CREATE INDEX "spotify_playlists_account_id" ON "playlist"."spotify_playlists" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "spotify_playlists_due_at" ON "playlist"."spotify_playlists" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "track_features_expires_at" ON "playlist"."track_features" USING btree ("expires_at");