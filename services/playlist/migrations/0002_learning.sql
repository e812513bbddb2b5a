CREATE TABLE "playlist"."decisions" (
	"playlist_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"account_id" text NOT NULL,
	"track_id" text NOT NULL,
	"policy_version" text NOT NULL,
	"features" jsonb NOT NULL,
	"candidates" jsonb NOT NULL,
	"propensity" double precision,
	"is_explored" boolean,
	"decided_at" timestamp with time zone NOT NULL,
	"reward" double precision,
	"rewarded_at" timestamp with time zone,
	"learnt_at" double precision,
	CONSTRAINT "decisions_playlist_id_position_pk" PRIMARY KEY("playlist_id","position")
);
--> statement-breakpoint
CREATE TABLE "playlist"."tastes" (
	"account_id" text PRIMARY KEY NOT NULL,
	"policy_version" text NOT NULL,
	"belief" jsonb NOT NULL,
	"learnt_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "playlist"."decisions" ADD CONSTRAINT "decisions_playlist_id_playlists_id_fk" FOREIGN KEY ("playlist_id") REFERENCES "playlist"."playlists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decisions_account_id_rewarded" ON "playlist"."decisions" USING btree ("account_id","rewarded_at" desc);--> statement-breakpoint
CREATE INDEX "decisions_decided_at" ON "playlist"."decisions" USING btree ("decided_at");