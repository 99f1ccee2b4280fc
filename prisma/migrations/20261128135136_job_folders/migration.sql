-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "folder_removed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "job" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);
