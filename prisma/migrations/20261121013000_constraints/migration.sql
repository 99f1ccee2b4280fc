-- What the schema language has no words for.
ALTER TABLE "artifact"
    ADD CONSTRAINT "artifact_sha256_is_hex" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "artifact_size_is_natural" CHECK ("size_bytes" >= 0);

ALTER TABLE "import"
    ADD CONSTRAINT "import_via_is_known" CHECK ("via" IN ('browser', 'cli', 'api', 'sample'));

ALTER TABLE "measurement"
    ADD CONSTRAINT "measurement_sha256_is_hex" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT "measurement_id_is_head_of_sha256" CHECK ("id" = left("sha256", 24)),
    ADD CONSTRAINT "measurement_origin_is_known" CHECK ("origin" IN ('measured', 'simulated', 'estimated', 'predicted'));

ALTER TABLE "alias"
    ADD CONSTRAINT "alias_kind_is_known" CHECK ("kind" IN ('model', 'gpu'));

ALTER TABLE "revision"
    ADD CONSTRAINT "revision_is_one_row" CHECK ("id" = 1);

INSERT INTO "revision" ("id", "number") VALUES (1, 0);
