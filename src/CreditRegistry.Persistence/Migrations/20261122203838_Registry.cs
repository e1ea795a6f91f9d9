using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CreditRegistry.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Registry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    invited_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "companies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false),
                    english_name = table.Column<string>(type: "text", nullable: true),
                    former_names = table.Column<string>(type: "jsonb", nullable: false),
                    search_text = table.Column<string>(type: "text", nullable: false),
                    search_rest = table.Column<string>(type: "text", nullable: true),
                    name_grams = table.Column<int[]>(type: "integer[]", nullable: false),
                    company_type = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    registered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    region_code = table.Column<string>(type: "text", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    has_search_rest = table.Column<bool>(type: "boolean", nullable: false, computedColumnSql: "search_rest is not null", stored: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_companies", x => x.id);
                    table.CheckConstraint("ck_companies_status", "status in ('registered', 'revoked', 'deregistered')");
                });

            migrationBuilder.CreateTable(
                name: "epochs",
                columns: table => new
                {
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    system_identifier = table.Column<long>(type: "bigint", nullable: false),
                    timeline = table.Column<int>(type: "integer", nullable: false),
                    database = table.Column<long>(type: "bigint", nullable: false),
                    from_position = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_epochs", x => x.epoch);
                    table.CheckConstraint("ck_epochs_epoch", "epoch > 0");
                });

            migrationBuilder.CreateTable(
                name: "idempotent_answers",
                columns: table => new
                {
                    account_key = table.Column<Guid>(type: "uuid", nullable: false),
                    route = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    request_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    location = table.Column<string>(type: "text", nullable: true),
                    etag = table.Column<string>(type: "text", nullable: true),
                    content_type = table.Column<string>(type: "text", nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotent_answers", x => new { x.account_key, x.route, x.key });
                });

            migrationBuilder.CreateTable(
                name: "key_ring",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_key_ring", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "ledger",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<Guid>(type: "uuid", nullable: true),
                    role = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: true),
                    details = table.Column<JsonDocument>(type: "jsonb", nullable: false),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    text_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    commitment = table.Column<byte[]>(type: "bytea", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger", x => x.id);
                    table.CheckConstraint("ck_ledger_commitment", "length(commitment) = 32");
                });

            migrationBuilder.CreateTable(
                name: "log_heads",
                columns: table => new
                {
                    size = table.Column<long>(type: "bigint", nullable: false),
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    root = table.Column<byte[]>(type: "bytea", nullable: false),
                    jws = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_heads", x => new { x.size, x.epoch });
                    table.CheckConstraint("ck_log_heads_root", "length(root) = 32");
                });

            migrationBuilder.CreateTable(
                name: "log_tiles",
                columns: table => new
                {
                    level = table.Column<int>(type: "integer", nullable: false),
                    index = table.Column<long>(type: "bigint", nullable: false),
                    hashes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_tiles", x => new { x.level, x.index });
                    table.CheckConstraint("ck_log_tiles_hashes", "length(hashes) between 32 and 8192 and length(hashes) % 32 = 0");
                });

            migrationBuilder.CreateTable(
                name: "organs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    name_zh = table.Column<string>(type: "text", nullable: false),
                    adoptions = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "recall_days",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    made = table.Column<int>(type: "integer", nullable: false),
                    within_one_day = table.Column<int>(type: "integer", nullable: false),
                    within_three_days = table.Column<int>(type: "integer", nullable: false),
                    within_seven_days = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recall_days", x => new { x.account_id, x.day });
                });

            migrationBuilder.CreateTable(
                name: "signing_keys",
                columns: table => new
                {
                    kid = table.Column<string>(type: "text", nullable: false),
                    jwk = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    endorsement = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signing_keys", x => x.kid);
                });

            migrationBuilder.CreateTable(
                name: "statistic_counts",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statistic_counts", x => new { x.kind, x.key });
                });

            migrationBuilder.CreateTable(
                name: "statistic_progress",
                columns: table => new
                {
                    id = table.Column<bool>(type: "boolean", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statistic_progress", x => x.id);
                    table.CheckConstraint("ck_statistic_progress_one", "id");
                });

            migrationBuilder.CreateTable(
                name: "statistic_records",
                columns: table => new
                {
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tier = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    ground = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statistic_records", x => x.record_id);
                });

            migrationBuilder.CreateTable(
                name: "watch_epochs",
                columns: table => new
                {
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    from_number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_epochs", x => x.epoch);
                });

            migrationBuilder.CreateTable(
                name: "watch_progress",
                columns: table => new
                {
                    id = table.Column<bool>(type: "boolean", nullable: false),
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_progress", x => x.id);
                    table.CheckConstraint("ck_watch_progress_one", "id");
                });

            migrationBuilder.CreateTable(
                name: "account_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_claims_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_account_logins_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: true),
                    application_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    objection_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_notices", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_notices_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_roles",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_roles", x => new { x.account_id, x.role });
                    table.CheckConstraint("ck_account_roles_role", "role in ('applicant', 'agency', 'officer', 'supervisor', 'auditor', 'administrator')");
                    table.ForeignKey(
                        name: "fk_account_roles_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_tokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_account_tokens_user_id",
                        column: x => x.user_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "declared_interests",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    declared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_declared_interests", x => new { x.account_id, x.company_id });
                    table.ForeignKey(
                        name: "fk_declared_interests_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "export_holds",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_export_holds", x => x.account_id);
                    table.ForeignKey(
                        name: "fk_export_holds_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "recalls",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    left_on = table.Column<DateOnly>(type: "date", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    recalled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    because = table.Column<string[]>(type: "text[]", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recalls", x => new { x.record_id, x.account_id });
                    table.CheckConstraint("ck_recalls_because", "cardinality(because) > 0 and because <@ array['export', 'screening', 'notification']");
                    table.CheckConstraint("ck_recalls_company", "company_id is null or acknowledged_at is null");
                    table.CheckConstraint("ck_recalls_state", "state in ('repaired', 'lapsed', 'annulled', 'escalated', 'deregistered', 'withdrawn')");
                    table.ForeignKey(
                        name: "fk_recalls_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "record_holds",
                columns: table => new
                {
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_holds", x => new { x.record_id, x.account_id });
                    table.ForeignKey(
                        name: "fk_record_holds_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "screening_holds",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_screening_holds", x => new { x.company_id, x.account_id });
                    table.ForeignKey(
                        name: "fk_screening_holds_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_lists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    rules = table.Column<string[]>(type: "text[]", nullable: false),
                    days_before = table.Column<int>(type: "integer", nullable: false),
                    companies = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    url = table.Column<string>(type: "text", nullable: true),
                    secret = table.Column<string>(type: "text", nullable: true),
                    previous_secret = table.Column<string>(type: "text", nullable: true),
                    previous_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "text", nullable: true),
                    state_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: true),
                    last_event = table.Column<long>(type: "bigint", nullable: false),
                    delivered = table.Column<long>(type: "bigint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    failing_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    heartbeat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease = table.Column<Guid>(type: "uuid", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_lists", x => x.id);
                    table.CheckConstraint("ck_watch_lists_days_before", "days_before between 1 and 60");
                    table.CheckConstraint("ck_watch_lists_delivered", "delivered <= last_event");
                    table.CheckConstraint("ck_watch_lists_due", "due_at is null or state = 'active'");
                    table.CheckConstraint("ck_watch_lists_rules", "cardinality(rules) > 0 and rules <@ array['listed', 'tierUp', 'tierDown', 'aboutToBecomeRepairable', 'repaired', 'lapsed', 'annulled', 'corrected', 'objection', 'recalled']");
                    table.CheckConstraint("ck_watch_lists_state", "state in ('active', 'paused', 'disabled')");
                    table.CheckConstraint("ck_watch_lists_webhook", "(url is null) = (state is null) and (url is null) = (secret is null)");
                    table.ForeignKey(
                        name: "fk_watch_lists_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_companies",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_companies", x => new { x.account_id, x.company_id });
                    table.ForeignKey(
                        name: "fk_account_companies_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_account_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "company_aliases",
                columns: table => new
                {
                    alias = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_aliases", x => x.alias);
                    table.ForeignKey(
                        name: "fk_company_aliases_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "company_versions",
                columns: table => new
                {
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    replaced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    english_name = table.Column<string>(type: "text", nullable: true),
                    former_names = table.Column<string>(type: "jsonb", nullable: false),
                    company_type = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    registered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    region_code = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_versions", x => new { x.company_id, x.version });
                    table.ForeignKey(
                        name: "fk_company_versions_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_texts",
                columns: table => new
                {
                    ledger_id = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_texts", x => x.ledger_id);
                    table.ForeignKey(
                        name: "fk_ledger_texts_ledger_id",
                        column: x => x.ledger_id,
                        principalTable: "ledger",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_organs",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organ_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_organs", x => new { x.account_id, x.organ_id });
                    table.ForeignKey(
                        name: "fk_account_organs_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_account_organs_organ_id",
                        column: x => x.organ_id,
                        principalTable: "organs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "company_claims",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organ_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    contact_name = table.Column<string>(type: "text", nullable: true),
                    contact_email = table.Column<string>(type: "text", nullable: true),
                    normalized_contact_email = table.Column<string>(type: "text", nullable: true),
                    certificate = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_claims", x => x.id);
                    table.CheckConstraint("ck_company_claims_state", "state in ('open', 'confirmed', 'refused')");
                    table.ForeignKey(
                        name: "fk_company_claims_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_company_claims_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_company_claims_organ_id",
                        column: x => x.organ_id,
                        principalTable: "organs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "named_consumers",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organ_id = table.Column<Guid>(type: "uuid", nullable: true),
                    agreed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_named_consumers", x => x.account_id);
                    table.CheckConstraint("ck_named_consumers_one", "(company_id is null) <> (organ_id is null)");
                    table.ForeignKey(
                        name: "fk_named_consumers_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_named_consumers_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_named_consumers_organ_id",
                        column: x => x.organ_id,
                        principalTable: "organs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organ_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule_set_id = table.Column<string>(type: "text", nullable: false),
                    tier = table.Column<string>(type: "text", nullable: false),
                    @class = table.Column<string>(name: "class", type: "text", nullable: true),
                    ground = table.Column<string>(type: "text", nullable: false),
                    decision_number = table.Column<string>(type: "text", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    summary = table.Column<string>(type: "text", nullable: false),
                    penalties = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    published_on = table.Column<DateOnly>(type: "date", nullable: false),
                    repairable_from = table.Column<DateOnly>(type: "date", nullable: true),
                    lapses_on = table.Column<DateOnly>(type: "date", nullable: true),
                    left_on = table.Column<DateOnly>(type: "date", nullable: true),
                    restored_on = table.Column<DateOnly>(type: "date", nullable: true),
                    barred_until = table.Column<DateOnly>(type: "date", nullable: true),
                    notice_shown_on = table.Column<DateOnly>(type: "date", nullable: true),
                    repair_pending = table.Column<bool>(type: "boolean", nullable: false),
                    contested_since = table.Column<DateOnly>(type: "date", nullable: true),
                    company_statement = table.Column<string>(type: "text", nullable: true),
                    shielded_since = table.Column<DateOnly>(type: "date", nullable: true),
                    interruptions = table.Column<string>(type: "jsonb", nullable: true),
                    escalated_from_id = table.Column<Guid>(type: "uuid", nullable: true),
                    escalated_to_id = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    proof = table.Column<byte[]>(type: "bytea", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_records", x => x.id);
                    table.CheckConstraint("ck_records_class", "class in ('minor', 'general', 'serious')");
                    table.CheckConstraint("ck_records_contested", "contested_since is null and company_statement is null or contested_since is not null and state = 'published'");
                    table.CheckConstraint("ck_records_decision", "(decision_number is null) = (decided_on is null)");
                    table.CheckConstraint("ck_records_escalated_to", "(state = 'escalated') <= (escalated_to_id is not null)");
                    table.CheckConstraint("ck_records_left_on", "left_on is null or state in ('repaired', 'lapsed', 'annulled', 'escalated', 'deregistered')");
                    table.CheckConstraint("ck_records_state", "state in ('published', 'unpublished', 'repaired', 'lapsed', 'annulled', 'escalated', 'deregistered')");
                    table.CheckConstraint("ck_records_tier", "tier in ('untrustworthy', 'seriouslyUntrustworthy', 'abnormal', 'seriouslyIllegal')");
                    table.CheckConstraint("ck_records_version", "version > 0");
                    table.ForeignKey(
                        name: "fk_records_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_records_escalated_from_id",
                        column: x => x.escalated_from_id,
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_records_escalated_to_id",
                        column: x => x.escalated_to_id,
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_records_organ_id",
                        column: x => x.organ_id,
                        principalTable: "organs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "watch_companies",
                columns: table => new
                {
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    standing = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_companies", x => new { x.list_id, x.registration_id });
                    table.CheckConstraint("ck_watch_companies_standing", "standing between 0 and 4");
                    table.ForeignKey(
                        name: "fk_watch_companies_list_id",
                        column: x => x.list_id,
                        principalTable: "watch_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_deliveries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: true),
                    duration_ms = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_watch_deliveries_list_id",
                        column: x => x.list_id,
                        principalTable: "watch_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_events",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "text", nullable: false),
                    registration_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    record_id = table.Column<Guid>(type: "uuid", nullable: true),
                    day = table.Column<DateOnly>(type: "date", nullable: true),
                    position = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_events", x => x.number);
                    table.CheckConstraint("ck_watch_events_rule", "rule in ('listed', 'tierUp', 'tierDown', 'aboutToBecomeRepairable', 'repaired', 'lapsed', 'annulled', 'corrected', 'objection', 'recalled')");
                    table.ForeignKey(
                        name: "fk_watch_events_list_id",
                        column: x => x.list_id,
                        principalTable: "watch_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "certificate_chunks",
                columns: table => new
                {
                    claim_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_certificate_chunks", x => new { x.claim_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_certificate_chunks_claim_id",
                        column: x => x.claim_id,
                        principalTable: "company_claims",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "record_versions",
                columns: table => new
                {
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    author = table.Column<Guid>(type: "uuid", nullable: true),
                    content = table.Column<JsonDocument>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_versions", x => new { x.record_id, x.version });
                    table.ForeignKey(
                        name: "fk_record_versions_record_id",
                        column: x => x.record_id,
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "repair_applications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organ_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tier = table.Column<string>(type: "text", nullable: false),
                    rule_set_id = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    statement = table.Column<string>(type: "text", nullable: false),
                    drafted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    assignee = table.Column<Guid>(type: "uuid", nullable: true),
                    supplement = table.Column<string>(type: "jsonb", nullable: true),
                    proposal = table.Column<string>(type: "jsonb", nullable: true),
                    decision = table.Column<string>(type: "jsonb", nullable: true),
                    revocation = table.Column<string>(type: "jsonb", nullable: true),
                    extension = table.Column<string>(type: "jsonb", nullable: true),
                    closed_because = table.Column<string>(type: "text", nullable: true),
                    documents = table.Column<string>(type: "jsonb", nullable: false),
                    deadlines = table.Column<string>(type: "jsonb", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    due_provisional = table.Column<bool>(type: "boolean", nullable: false),
                    queue_day = table.Column<DateOnly>(type: "date", nullable: false, computedColumnSql: "coalesce(due_on, 'infinity')", stored: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_repair_applications", x => x.id);
                    table.CheckConstraint("ck_repair_applications_closed_because", "closed_because in ('supplementUnanswered', 'recordLeftPublication', 'draftIdle', 'examinedAnew')");
                    table.CheckConstraint("ck_repair_applications_state", "state in ('draft', 'submitted', 'supplementRequested', 'accepted', 'recommended', 'granted', 'refused', 'notAccepted', 'revoked', 'withdrawn', 'closed')");
                    table.CheckConstraint("ck_repair_applications_tier", "tier in ('untrustworthy', 'seriouslyUntrustworthy', 'abnormal', 'seriouslyIllegal')");
                    table.ForeignKey(
                        name: "fk_repair_applications_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_repair_applications_organ_id",
                        column: x => x.organ_id,
                        principalTable: "organs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_repair_applications_record_id",
                        column: x => x.record_id,
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_contacts",
                columns: table => new
                {
                    application_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_contacts", x => x.application_id);
                    table.ForeignKey(
                        name: "fk_case_contacts_application_id",
                        column: x => x.application_id,
                        principalTable: "repair_applications",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "objections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    application_id = table.Column<Guid>(type: "uuid", nullable: true),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organ_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tier = table.Column<string>(type: "text", nullable: false),
                    rule_set_id = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    ground = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    statement = table.Column<string>(type: "text", nullable: true),
                    drafted_by = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    forwarded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    rejection = table.Column<string>(type: "jsonb", nullable: true),
                    finding = table.Column<string>(type: "jsonb", nullable: true),
                    decision = table.Column<string>(type: "jsonb", nullable: true),
                    extension = table.Column<string>(type: "jsonb", nullable: true),
                    review = table.Column<string>(type: "jsonb", nullable: true),
                    closed_because = table.Column<string>(type: "text", nullable: true),
                    documents = table.Column<string>(type: "jsonb", nullable: false),
                    deadlines = table.Column<string>(type: "jsonb", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    due_provisional = table.Column<bool>(type: "boolean", nullable: false),
                    overdue_since = table.Column<DateOnly>(type: "date", nullable: true),
                    queue_day = table.Column<DateOnly>(type: "date", nullable: false, computedColumnSql: "coalesce(due_on, 'infinity')", stored: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_objections", x => x.id);
                    table.CheckConstraint("ck_objections_application", "(ground = 'repairRefused') = (application_id is not null)");
                    table.CheckConstraint("ck_objections_closed_because", "closed_because in ('recordLeftPublication', 'draftIdle')");
                    table.CheckConstraint("ck_objections_ended_on", "(ended_on is null) = (state in ('draft', 'submitted', 'accepted', 'proposed', 'underReview'))");
                    table.CheckConstraint("ck_objections_ground", "ground in ('notThisCompany', 'factsWrong', 'decisionAnnulledOrChanged', 'periodWrong', 'alreadyRepaired', 'repairRefused')");
                    table.CheckConstraint("ck_objections_state", "state in ('draft', 'submitted', 'accepted', 'proposed', 'upheld', 'dismissed', 'rejected', 'underReview', 'withdrawn', 'closed')");
                    table.CheckConstraint("ck_objections_statement", "length(statement) <= 500");
                    table.CheckConstraint("ck_objections_tier", "tier in ('untrustworthy', 'seriouslyUntrustworthy', 'abnormal', 'seriouslyIllegal')");
                    table.ForeignKey(
                        name: "fk_objections_application_id",
                        column: x => x.application_id,
                        principalTable: "repair_applications",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_objections_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_objections_organ_id",
                        column: x => x.organ_id,
                        principalTable: "organs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_objections_record_id",
                        column: x => x.record_id,
                        principalTable: "records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "document_chunks",
                columns: table => new
                {
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    application_id = table.Column<Guid>(type: "uuid", nullable: true),
                    objection_id = table.Column<Guid>(type: "uuid", nullable: true),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_chunks", x => new { x.document_id, x.ordinal });
                    table.CheckConstraint("ck_document_chunks_of_one_case", "(application_id is null) <> (objection_id is null)");
                    table.ForeignKey(
                        name: "fk_document_chunks_application_id",
                        column: x => x.application_id,
                        principalTable: "repair_applications",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_document_chunks_objection_id",
                        column: x => x.objection_id,
                        principalTable: "objections",
                        principalColumn: "id");
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_claims_user_id",
                table: "account_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_companies_company_id",
                table: "account_companies",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_logins_user_id",
                table: "account_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_notices_account",
                table: "account_notices",
                columns: new[] { "account_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_accounts_email",
                table: "accounts",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_accounts_user_name",
                table: "accounts",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_companies_region",
                table: "companies",
                columns: new[] { "region_code", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ux_companies_registration_id",
                table: "companies",
                column: "registration_id",
                unique: true)
                .Annotation("Npgsql:IndexInclude", new[] { "search_text", "has_search_rest", "status", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_company_aliases_company_id",
                table: "company_aliases",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_company_claims_open",
                table: "company_claims",
                columns: new[] { "organ_id", "id" },
                filter: "state = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_company_claims_open_of_all",
                table: "company_claims",
                column: "id",
                filter: "state = 'open'");

            migrationBuilder.CreateIndex(
                name: "ux_company_claims_one_open_per_contact",
                table: "company_claims",
                columns: new[] { "company_id", "normalized_contact_email" },
                unique: true,
                filter: "state = 'open'");

            migrationBuilder.CreateIndex(
                name: "ux_company_claims_reference",
                table: "company_claims",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_document_chunks_application_id",
                table: "document_chunks",
                column: "application_id",
                filter: "application_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_document_chunks_objection_id",
                table: "document_chunks",
                column: "objection_id",
                filter: "objection_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_export_holds_at",
                table: "export_holds",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_idempotent_answers_answered_at",
                table: "idempotent_answers",
                column: "answered_at");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_actor",
                table: "ledger",
                columns: new[] { "actor", "id" },
                filter: "actor is not null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_company",
                table: "ledger",
                columns: new[] { "company_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_kind",
                table: "ledger",
                columns: new[] { "kind", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_subject",
                table: "ledger",
                columns: new[] { "subject", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_to_place",
                table: "ledger",
                column: "id",
                filter: "position is null");

            migrationBuilder.CreateIndex(
                name: "ux_ledger_position",
                table: "ledger",
                column: "position",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_objections_company",
                table: "objections",
                columns: new[] { "company_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_objections_provisional",
                table: "objections",
                column: "id",
                filter: "deadlines @> '[{\"provisional\": true}]' and state in ('draft', 'submitted', 'accepted', 'proposed', 'underReview')");

            migrationBuilder.CreateIndex(
                name: "ix_objections_queue",
                table: "objections",
                columns: new[] { "organ_id", "state", "queue_day", "id" },
                filter: "state in ('submitted', 'accepted', 'proposed', 'underReview')");

            migrationBuilder.CreateIndex(
                name: "ix_objections_queue_of_all",
                table: "objections",
                columns: new[] { "state", "queue_day", "id" },
                filter: "state in ('submitted', 'accepted', 'proposed', 'underReview')");

            migrationBuilder.CreateIndex(
                name: "ix_objections_record",
                table: "objections",
                columns: new[] { "record_id", "filed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_objections_to_alert",
                table: "objections",
                columns: new[] { "due_on", "id" },
                filter: "overdue_since is null and state in ('submitted', 'accepted', 'proposed', 'underReview')");

            migrationBuilder.CreateIndex(
                name: "ix_objections_to_close",
                table: "objections",
                columns: new[] { "due_on", "id" },
                filter: "state = 'draft'");

            migrationBuilder.CreateIndex(
                name: "ux_objections_one_draft_per_record",
                table: "objections",
                column: "record_id",
                unique: true,
                filter: "state = 'draft'");

            migrationBuilder.CreateIndex(
                name: "ux_objections_one_under_way_per_record",
                table: "objections",
                column: "record_id",
                unique: true,
                filter: "state in ('submitted', 'accepted', 'proposed', 'underReview')");

            migrationBuilder.CreateIndex(
                name: "ux_objections_reference",
                table: "objections",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_organs_code",
                table: "organs",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_recalls_account",
                table: "recalls",
                columns: new[] { "account_id", "position", "record_id" });

            migrationBuilder.CreateIndex(
                name: "ix_recalls_open",
                table: "recalls",
                columns: new[] { "account_id", "position", "record_id" },
                filter: "acknowledged_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_recalls_recalled_at",
                table: "recalls",
                column: "recalled_at");

            migrationBuilder.CreateIndex(
                name: "ix_record_holds_at",
                table: "record_holds",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_records_company",
                table: "records",
                columns: new[] { "company_id", "published_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_records_published",
                table: "records",
                columns: new[] { "published_on", "id" },
                filter: "state = 'published'");

            migrationBuilder.CreateIndex(
                name: "ix_records_published_by_ground",
                table: "records",
                columns: new[] { "ground", "published_on", "id" },
                filter: "state = 'published'");

            migrationBuilder.CreateIndex(
                name: "ix_records_published_by_organ",
                table: "records",
                columns: new[] { "organ_id", "published_on", "id" },
                filter: "state = 'published'");

            migrationBuilder.CreateIndex(
                name: "ix_records_published_by_tier",
                table: "records",
                columns: new[] { "tier", "published_on", "id" },
                filter: "state = 'published'");

            migrationBuilder.CreateIndex(
                name: "ix_records_repairable_from",
                table: "records",
                column: "repairable_from",
                filter: "state = 'published' and shielded_since is null");

            migrationBuilder.CreateIndex(
                name: "ix_records_shown_by_company",
                table: "records",
                column: "company_id",
                filter: "state = 'published' and shielded_since is null")
                .Annotation("Npgsql:IndexInclude", new[] { "tier", "published_on", "lapses_on" });

            migrationBuilder.CreateIndex(
                name: "ix_records_to_escalate",
                table: "records",
                columns: new[] { "rule_set_id", "tier", "published_on" },
                filter: "state = 'published' and lapses_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_records_to_lapse",
                table: "records",
                column: "lapses_on",
                filter: "state = 'published' and lapses_on is not null");

            migrationBuilder.CreateIndex(
                name: "ux_records_decision",
                table: "records",
                columns: new[] { "organ_id", "decision_number", "company_id", "ground" },
                unique: true,
                filter: "state <> 'annulled' and decision_number is not null");

            migrationBuilder.CreateIndex(
                name: "ix_repair_applications_assignee",
                table: "repair_applications",
                columns: new[] { "assignee", "state", "queue_day", "id" },
                filter: "state in ('submitted', 'supplementRequested', 'accepted', 'recommended')");

            migrationBuilder.CreateIndex(
                name: "ix_repair_applications_company",
                table: "repair_applications",
                columns: new[] { "company_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_repair_applications_provisional",
                table: "repair_applications",
                column: "id",
                filter: "deadlines @> '[{\"provisional\": true}]' and state in ('draft', 'submitted', 'supplementRequested', 'accepted', 'recommended')");

            migrationBuilder.CreateIndex(
                name: "ix_repair_applications_queue",
                table: "repair_applications",
                columns: new[] { "organ_id", "state", "queue_day", "id" },
                filter: "state in ('submitted', 'supplementRequested', 'accepted', 'recommended')");

            migrationBuilder.CreateIndex(
                name: "ix_repair_applications_queue_of_all",
                table: "repair_applications",
                columns: new[] { "state", "queue_day", "id" },
                filter: "state in ('submitted', 'supplementRequested', 'accepted', 'recommended')");

            migrationBuilder.CreateIndex(
                name: "ix_repair_applications_record",
                table: "repair_applications",
                columns: new[] { "record_id", "filed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_repair_applications_to_close",
                table: "repair_applications",
                columns: new[] { "due_on", "id" },
                filter: "state in ('draft', 'supplementRequested')");

            migrationBuilder.CreateIndex(
                name: "ix_repair_applications_unassigned",
                table: "repair_applications",
                columns: new[] { "organ_id", "state", "queue_day", "id" },
                filter: "assignee is null and state in ('submitted', 'supplementRequested', 'accepted', 'recommended')");

            migrationBuilder.CreateIndex(
                name: "ix_repair_applications_unassigned_of_all",
                table: "repair_applications",
                columns: new[] { "state", "queue_day", "id" },
                filter: "assignee is null and state in ('submitted', 'supplementRequested', 'accepted', 'recommended')");

            migrationBuilder.CreateIndex(
                name: "ux_repair_applications_one_open_per_record",
                table: "repair_applications",
                column: "record_id",
                unique: true,
                filter: "state in ('draft', 'submitted', 'supplementRequested', 'accepted', 'recommended')");

            migrationBuilder.CreateIndex(
                name: "ux_repair_applications_reference",
                table: "repair_applications",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_screening_holds_at",
                table: "screening_holds",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_watch_companies_registration_id",
                table: "watch_companies",
                column: "registration_id");

            migrationBuilder.CreateIndex(
                name: "ix_watch_deliveries_at",
                table: "watch_deliveries",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_watch_deliveries_list",
                table: "watch_deliveries",
                columns: new[] { "list_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_watch_events_at",
                table: "watch_events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_watch_events_list",
                table: "watch_events",
                columns: new[] { "list_id", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_watch_events_repairable",
                table: "watch_events",
                columns: new[] { "list_id", "record_id", "day" },
                filter: "rule = 'aboutToBecomeRepairable'");

            migrationBuilder.CreateIndex(
                name: "ix_watch_lists_account",
                table: "watch_lists",
                columns: new[] { "account_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_watch_lists_days_before",
                table: "watch_lists",
                column: "days_before",
                filter: "'aboutToBecomeRepairable' = any(rules)");

            migrationBuilder.CreateIndex(
                name: "ix_watch_lists_due",
                table: "watch_lists",
                column: "due_at",
                filter: "due_at is not null");

            migrationBuilder.AddGuards();
            migrationBuilder.AddSearchIndexes();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_claims");

            migrationBuilder.DropTable(
                name: "account_companies");

            migrationBuilder.DropTable(
                name: "account_logins");

            migrationBuilder.DropTable(
                name: "account_notices");

            migrationBuilder.DropTable(
                name: "account_organs");

            migrationBuilder.DropTable(
                name: "account_roles");

            migrationBuilder.DropTable(
                name: "account_tokens");

            migrationBuilder.DropTable(
                name: "case_contacts");

            migrationBuilder.DropTable(
                name: "certificate_chunks");

            migrationBuilder.DropTable(
                name: "company_aliases");

            migrationBuilder.DropTable(
                name: "company_versions");

            migrationBuilder.DropTable(
                name: "declared_interests");

            migrationBuilder.DropTable(
                name: "document_chunks");

            migrationBuilder.DropTable(
                name: "epochs");

            migrationBuilder.DropTable(
                name: "export_holds");

            migrationBuilder.DropTable(
                name: "idempotent_answers");

            migrationBuilder.DropTable(
                name: "key_ring");

            migrationBuilder.DropTable(
                name: "ledger_texts");

            migrationBuilder.DropTable(
                name: "log_heads");

            migrationBuilder.DropTable(
                name: "log_tiles");

            migrationBuilder.DropTable(
                name: "named_consumers");

            migrationBuilder.DropTable(
                name: "recall_days");

            migrationBuilder.DropTable(
                name: "recalls");

            migrationBuilder.DropTable(
                name: "record_holds");

            migrationBuilder.DropTable(
                name: "record_versions");

            migrationBuilder.DropTable(
                name: "screening_holds");

            migrationBuilder.DropTable(
                name: "signing_keys");

            migrationBuilder.DropTable(
                name: "statistic_counts");

            migrationBuilder.DropTable(
                name: "statistic_progress");

            migrationBuilder.DropTable(
                name: "statistic_records");

            migrationBuilder.DropTable(
                name: "watch_companies");

            migrationBuilder.DropTable(
                name: "watch_deliveries");

            migrationBuilder.DropTable(
                name: "watch_epochs");

            migrationBuilder.DropTable(
                name: "watch_events");

            migrationBuilder.DropTable(
                name: "watch_progress");

            migrationBuilder.DropTable(
                name: "company_claims");

            migrationBuilder.DropTable(
                name: "objections");

            migrationBuilder.DropTable(
                name: "ledger");

            migrationBuilder.DropTable(
                name: "watch_lists");

            migrationBuilder.DropTable(
                name: "repair_applications");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "records");

            migrationBuilder.DropTable(
                name: "companies");

            migrationBuilder.DropTable(
                name: "organs");
        }
    }
}
