CREATE SCHEMA "playlist";
--> statement-breakpoint
CREATE TABLE "playlist"."feelings" (
	"playlist_id" uuid NOT NULL,
	"felt_when" text NOT NULL,
	"account_id" text NOT NULL,
	"valence" double precision NOT NULL,
	"arousal" double precision NOT NULL,
	"felt_at" timestamp with time zone NOT NULL,
	CONSTRAINT "feelings_playlist_id_felt_when_pk" PRIMARY KEY("playlist_id","felt_when")
);
--> statement-breakpoint
CREATE TABLE "playlist"."idempotency_keys" (
	"account_id" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"made_id" uuid NOT NULL,
	"used_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
CREATE TABLE "playlist"."judgements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"playlist_id" uuid NOT NULL,
	"track_id" text NOT NULL,
	"verdict" text NOT NULL,
	"position_ms" integer NOT NULL,
	"judged_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "playlist"."outbox" (
	"sequence" bigserial PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"key" text NOT NULL,
	"payload" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "playlist"."playlists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"session_id" text,
	"title" text NOT NULL,
	"strategy" text NOT NULL,
	"target" text,
	"emotion" text NOT NULL,
	"start" jsonb NOT NULL,
	"trajectory" jsonb NOT NULL,
	"tracks" jsonb NOT NULL,
	"share_token" text,
	"composed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "playlist"."sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"opened_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"emotion" text,
	"valence" double precision,
	"arousal" double precision
);
--> statement-breakpoint
CREATE TABLE "playlist"."tombstones" (
	"account_hash" text PRIMARY KEY NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "playlist"."feelings" ADD CONSTRAINT "feelings_playlist_id_playlists_id_fk" FOREIGN KEY ("playlist_id") REFERENCES "playlist"."playlists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playlist"."judgements" ADD CONSTRAINT "judgements_playlist_id_playlists_id_fk" FOREIGN KEY ("playlist_id") REFERENCES "playlist"."playlists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feelings_account_id" ON "playlist"."feelings" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_used_at" ON "playlist"."idempotency_keys" USING btree ("used_at");--> statement-breakpoint
CREATE INDEX "judgements_account_id_newest" ON "playlist"."judgements" USING btree ("account_id","judged_at" desc);--> statement-breakpoint
CREATE INDEX "judgements_playlist_id" ON "playlist"."judgements" USING btree ("playlist_id");--> statement-breakpoint
CREATE INDEX "playlists_account_id_newest" ON "playlist"."playlists" USING btree ("account_id","id" desc);--> statement-breakpoint
CREATE UNIQUE INDEX "playlists_share_token" ON "playlist"."playlists" USING btree ("share_token");--> statement-breakpoint
CREATE INDEX "sessions_account_id" ON "playlist"."sessions" USING btree ("account_id");