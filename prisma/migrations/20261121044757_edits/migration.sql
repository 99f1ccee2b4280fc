-- AlterTable
ALTER TABLE "measurement" ADD COLUMN     "by_hand" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "importer_version" INTEGER,
ADD COLUMN     "notes" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "sweep" ADD COLUMN     "joined_by" JSONB;
UPDATE "sweep" SET "joined_by" = jsonb_build_object('sweepId', "id");
ALTER TABLE "sweep" ALTER COLUMN "joined_by" SET NOT NULL;

-- CreateTable
CREATE TABLE "change" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "undoes" TEXT,

    CONSTRAINT "change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "measurement_change" (
    "change_id" TEXT NOT NULL,
    "measurement_id" TEXT NOT NULL,
    "fields" JSONB NOT NULL,

    CONSTRAINT "measurement_change_pkey" PRIMARY KEY ("change_id","measurement_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "change_undoes_key" ON "change"("undoes");

-- CreateIndex
CREATE INDEX "change_at_id_idx" ON "change"("at", "id");

-- CreateIndex
CREATE INDEX "measurement_change_measurement_id_idx" ON "measurement_change"("measurement_id");

-- CreateIndex
CREATE INDEX "measurement_deleted_at_idx" ON "measurement"("deleted_at");

-- AddForeignKey
ALTER TABLE "change" ADD CONSTRAINT "change_undoes_fkey" FOREIGN KEY ("undoes") REFERENCES "change"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "measurement_change" ADD CONSTRAINT "measurement_change_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "measurement_change" ADD CONSTRAINT "measurement_change_measurement_id_fkey" FOREIGN KEY ("measurement_id") REFERENCES "measurement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language has no words for.
ALTER TABLE "change"
    ADD CONSTRAINT "change_kind_is_known" CHECK ("kind" IN ('edit', 'deletion', 'reimport', 'undo')),
    ADD CONSTRAINT "change_by_is_known" CHECK ("by" IN ('browser', 'cli', 'api')),
    ADD CONSTRAINT "change_undoes_if_it_is_an_undo" CHECK (("kind" = 'undo') = ("undoes" IS NOT NULL));
