ALTER TABLE moves ADD COLUMN changes TEXT NOT NULL DEFAULT '[]'; -- JSON list: which fields of the opinion the move changed
