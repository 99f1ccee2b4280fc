-- CreateTable
CREATE TABLE "artifact" (
    "sha256" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "stored_as" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifact_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "import" (
    "id" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "request_sha256" TEXT,
    "result" JSONB,
    "via" TEXT NOT NULL,
    "sample" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imported_file" (
    "import_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "artifact_sha256" TEXT NOT NULL,
    "format" TEXT,
    "problems" JSONB NOT NULL,

    CONSTRAINT "imported_file_pkey" PRIMARY KEY ("import_id","path")
);

-- CreateTable
CREATE TABLE "deployment" (
    "key" TEXT NOT NULL,
    "model" TEXT,
    "precision" TEXT,
    "kv_cache_dtype" TEXT,
    "engine" TEXT,
    "engine_version" TEXT,
    "image" TEXT,
    "gpu" TEXT,
    "gpus" DOUBLE PRECISION,
    "gpus_per_node" DOUBLE PRECISION,
    "nodes" DOUBLE PRECISION,
    "interconnect" TEXT,
    "topology" JSONB,
    "flags" JSONB NOT NULL,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "workload" (
    "key" TEXT NOT NULL,
    "dataset" TEXT,
    "isl" DOUBLE PRECISION,
    "osl" DOUBLE PRECISION,
    "length_spread" DOUBLE PRECISION,
    "shared_prefix" DOUBLE PRECISION,
    "burstiness" DOUBLE PRECISION,
    "ignore_eos" BOOLEAN,
    "temperature" DOUBLE PRECISION,

    CONSTRAINT "workload_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "sweep" (
    "id" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "deployment_key" TEXT NOT NULL,
    "workload_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sweep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "measurement" (
    "id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "sweep_id" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,
    "artifact_sha256" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "format_version" TEXT,
    "record_index" DOUBLE PRECISION NOT NULL,
    "origin" TEXT NOT NULL,
    "sample" BOOLEAN NOT NULL DEFAULT false,
    "imported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "measured_at" TEXT,
    "repeat" DOUBLE PRECISION,
    "run_id" TEXT,
    "load_max_concurrency" DOUBLE PRECISION,
    "load_request_rate_per_s" DOUBLE PRECISION,
    "load_request_rate_is_inf" BOOLEAN,
    "load_num_prompts" DOUBLE PRECISION,
    "requests" DOUBLE PRECISION,
    "completed" DOUBLE PRECISION,
    "failed" DOUBLE PRECISION,
    "input_tokens" DOUBLE PRECISION,
    "output_tokens" DOUBLE PRECISION,
    "duration_s" DOUBLE PRECISION,
    "requests_per_s" DOUBLE PRECISION,
    "output_tokens_per_s" DOUBLE PRECISION,
    "input_tokens_per_s" DOUBLE PRECISION,
    "total_tokens_per_s" DOUBLE PRECISION,
    "goodput_requests_per_s" DOUBLE PRECISION,
    "peak_output_tokens_per_s" DOUBLE PRECISION,
    "ttft_mean_ms" DOUBLE PRECISION,
    "ttft_median_ms" DOUBLE PRECISION,
    "ttft_std_ms" DOUBLE PRECISION,
    "ttft_p90_ms" DOUBLE PRECISION,
    "ttft_p95_ms" DOUBLE PRECISION,
    "ttft_p99_ms" DOUBLE PRECISION,
    "tpot_mean_ms" DOUBLE PRECISION,
    "tpot_median_ms" DOUBLE PRECISION,
    "tpot_std_ms" DOUBLE PRECISION,
    "tpot_p90_ms" DOUBLE PRECISION,
    "tpot_p95_ms" DOUBLE PRECISION,
    "tpot_p99_ms" DOUBLE PRECISION,
    "itl_mean_ms" DOUBLE PRECISION,
    "itl_median_ms" DOUBLE PRECISION,
    "itl_std_ms" DOUBLE PRECISION,
    "itl_p90_ms" DOUBLE PRECISION,
    "itl_p95_ms" DOUBLE PRECISION,
    "itl_p99_ms" DOUBLE PRECISION,
    "e2el_mean_ms" DOUBLE PRECISION,
    "e2el_median_ms" DOUBLE PRECISION,
    "e2el_std_ms" DOUBLE PRECISION,
    "e2el_p90_ms" DOUBLE PRECISION,
    "e2el_p95_ms" DOUBLE PRECISION,
    "e2el_p99_ms" DOUBLE PRECISION,
    "mean_watts_per_gpu" DOUBLE PRECISION,
    "latency_others" JSONB NOT NULL,
    "neutral_flags" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "provenance" JSONB NOT NULL,
    "extra" JSONB NOT NULL,

    CONSTRAINT "measurement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alias" (
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "target" TEXT NOT NULL,

    CONSTRAINT "alias_pkey" PRIMARY KEY ("kind","name")
);

-- CreateTable
CREATE TABLE "spent_code" (
    "id" TEXT NOT NULL,
    "spent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "spent_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revision" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "number" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "revision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "artifact_stored_as_key" ON "artifact"("stored_as");

-- CreateIndex
CREATE UNIQUE INDEX "import_idempotency_key_key" ON "import"("idempotency_key");

-- CreateIndex
CREATE INDEX "imported_file_artifact_sha256_idx" ON "imported_file"("artifact_sha256");

-- CreateIndex
CREATE UNIQUE INDEX "sweep_identity_key" ON "sweep"("identity");

-- CreateIndex
CREATE INDEX "sweep_deployment_key_idx" ON "sweep"("deployment_key");

-- CreateIndex
CREATE INDEX "sweep_workload_key_idx" ON "sweep"("workload_key");

-- CreateIndex
CREATE UNIQUE INDEX "measurement_sha256_key" ON "measurement"("sha256");

-- CreateIndex
CREATE INDEX "measurement_sweep_id_idx" ON "measurement"("sweep_id");

-- CreateIndex
CREATE INDEX "measurement_import_id_idx" ON "measurement"("import_id");

-- CreateIndex
CREATE INDEX "measurement_artifact_sha256_idx" ON "measurement"("artifact_sha256");

-- CreateIndex
CREATE INDEX "measurement_imported_at_id_idx" ON "measurement"("imported_at", "id");

-- AddForeignKey
ALTER TABLE "imported_file" ADD CONSTRAINT "imported_file_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imported_file" ADD CONSTRAINT "imported_file_artifact_sha256_fkey" FOREIGN KEY ("artifact_sha256") REFERENCES "artifact"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep" ADD CONSTRAINT "sweep_deployment_key_fkey" FOREIGN KEY ("deployment_key") REFERENCES "deployment"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep" ADD CONSTRAINT "sweep_workload_key_fkey" FOREIGN KEY ("workload_key") REFERENCES "workload"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "measurement" ADD CONSTRAINT "measurement_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "sweep"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "measurement" ADD CONSTRAINT "measurement_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "measurement" ADD CONSTRAINT "measurement_artifact_sha256_fkey" FOREIGN KEY ("artifact_sha256") REFERENCES "artifact"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;
