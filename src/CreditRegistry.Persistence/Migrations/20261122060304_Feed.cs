using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CreditRegistry.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Feed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "epochs");

            migrationBuilder.DropTable(
                name: "statistic_counts");

            migrationBuilder.DropTable(
                name: "statistic_progress");

            migrationBuilder.DropTable(
                name: "statistic_records");
        }
    }
}
