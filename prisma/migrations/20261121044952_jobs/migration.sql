-- CreateTable
CREATE TABLE "target" (
    "id" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "facts" JSONB,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "lease_version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "target_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "request_sha256" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "target_settings" JSONB NOT NULL,
    "model" TEXT,
    "kind" TEXT NOT NULL,
    "adaptive" BOOLEAN NOT NULL,
    "progress" JSONB NOT NULL,
    "desired" TEXT NOT NULL DEFAULT 'run',
    "cancelled_at" TIMESTAMPTZ(3),
    "state" JSONB NOT NULL,
    "phase" TEXT NOT NULL,
    "unreachable" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "change" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "job_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "try_number" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "planned" JSONB NOT NULL,
    "state" JSONB NOT NULL,
    "events_offset" INTEGER NOT NULL DEFAULT 0,
    "turns" JSONB NOT NULL DEFAULT '[]',
    "read_back" JSONB,
    "gauges" JSONB,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("job_id","key","try_number")
);

-- CreateTable
CREATE TABLE "job_load" (
    "job_id" TEXT NOT NULL,
    "attempt_key" TEXT NOT NULL,
    "try_number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "phase" TEXT NOT NULL DEFAULT 'pending',
    "started_at" TIMESTAMPTZ(3),
    "took_s" DOUBLE PRECISION,
    "message" TEXT,
    "measurement_id" TEXT,
    "figures" JSONB,

    CONSTRAINT "job_load_pkey" PRIMARY KEY ("job_id","attempt_key","try_number","name")
);

-- CreateTable
CREATE TABLE "job_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "number" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "job_clock_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "job_idempotency_key_key" ON "job"("idempotency_key");

-- CreateIndex
CREATE INDEX "job_created_at_id_idx" ON "job"("created_at", "id");

-- CreateIndex
CREATE INDEX "job_change_idx" ON "job"("change");

-- CreateIndex
CREATE INDEX "job_target_id_phase_idx" ON "job"("target_id", "phase");

-- CreateIndex
CREATE INDEX "job_load_measurement_id_idx" ON "job_load"("measurement_id");

-- AddForeignKey
ALTER TABLE "job" ADD CONSTRAINT "job_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "job"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "job_load" ADD CONSTRAINT "job_load_job_id_attempt_key_try_number_fkey" FOREIGN KEY ("job_id", "attempt_key", "try_number") REFERENCES "attempt"("job_id", "key", "try_number") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language has no words for.
ALTER TABLE "import"
    DROP CONSTRAINT "import_via_is_known",
    ADD CONSTRAINT "import_via_is_known" CHECK ("via" IN ('browser', 'cli', 'api', 'sample', 'job'));

ALTER TABLE "job"
    ADD CONSTRAINT "job_desired_is_known" CHECK ("desired" IN ('run', 'cancel'));

ALTER TABLE "job_load"
    ADD CONSTRAINT "job_load_phase_is_known" CHECK ("phase" IN ('pending', 'running', 'done', 'failed', 'left-out')),
    ADD CONSTRAINT "job_load_done_has_a_measurement" CHECK ("phase" <> 'done' OR "measurement_id" IS NOT NULL);

ALTER TABLE "job_clock"
    ADD CONSTRAINT "job_clock_is_one_row" CHECK ("id" = 1);
