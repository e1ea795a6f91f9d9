using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CreditRegistry.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class NameSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_companies_registration_id",
                table: "companies");

            migrationBuilder.AddColumn<int[]>(
                name: "name_grams",
                table: "companies",
                type: "integer[]",
                nullable: false,
                defaultValue: new int[0]);

            migrationBuilder.AddColumn<string>(
                name: "search_rest",
                table: "companies",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "has_search_rest",
                table: "companies",
                type: "boolean",
                nullable: false,
                computedColumnSql: "search_rest is not null",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "ux_companies_registration_id",
                table: "companies",
                column: "registration_id",
                unique: true)
                .Annotation("Npgsql:IndexInclude", new[] { "search_text", "has_search_rest", "status" });

            migrationBuilder.AddSearchIndexes();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_companies_registration_id",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "has_search_rest",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "name_grams",
                table: "companies");

            migrationBuilder.DropColumn(
                name: "search_rest",
                table: "companies");

            migrationBuilder.CreateIndex(
                name: "ux_companies_registration_id",
                table: "companies",
                column: "registration_id",
                unique: true);
        }
    }
}
