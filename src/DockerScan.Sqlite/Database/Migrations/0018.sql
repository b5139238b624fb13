-- Where a vulnerability, a rule or a package is, over all images; and which image has just these layers. A damaged document is in none of them.
CREATE INDEX findings_id ON findings (CASE WHEN json_valid(document) THEN json_extract(document, '$.details.id') END);
CREATE INDEX findings_package ON findings (CASE WHEN json_valid(document) THEN json_extract(document, '$.details.target') END);
CREATE INDEX results_chain ON results (CASE WHEN json_valid(document) THEN json_extract(document, '$.image.chain') END);
