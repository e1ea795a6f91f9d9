using CreditRegistry.Application;
using CreditRegistry.Domain.Ledger;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace CreditRegistry.Api.Http;

/// <summary>The OpenAPI document at /swagger/v1/swagger.json and its UI at /swagger.</summary>
internal static class OpenApi
{
    public const string Bearer = "bearer";

    public static void AddOpenApi(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<ISerializerDataContractResolver>(provider => new JsonSerializerDataContractResolver(
            provider.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions,
            provider.GetRequiredService<IOptions<SchemaGeneratorOptions>>().Value));
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "CreditRegistry",
                Version = "v1",
                Description = "A public registry of companies' compliance records.",
            });
            options.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The access token that /api/v1/account/login gives.",
            });
            options.DocInclusionPredicate((_, api) => !HttpMethods.IsHead(api.HttpMethod ?? ""));
            options.DescribeAllParametersInCamelCase();
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.CustomSchemaIds(SchemaName);
            options.MapType<FeedPosition>(() => new OpenApiSchema { Type = JsonSchemaType.String, Description = "Such as 1.48213." });
            foreach (var described in (Type[])[typeof(Problem), typeof(RegistryClock), typeof(FeedPosition)])
            {
                options.IncludeXmlComments(described.Assembly);
            }

            options.OperationFilter<OperationConventions>();
            options.OperationFilter<ResponseConventions>();
            options.SchemaFilter<SchemaConventions>();
            options.DocumentFilter<SchemaConventions>();
        });
    }

    public static void UseOpenApi(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/swagger", StringComparison.OrdinalIgnoreCase),
        pages =>
        {
            pages.UseSwagger();
            pages.UseSwaggerUI(options =>
            {
                options.DocumentTitle = "CreditRegistry API";
                options.SwaggerEndpoint("v1/swagger.json", "v1");
                options.ConfigObject.AdditionalItems["validatorUrl"] = null!; // no call to another host
            });
        });

    /// <summary><c>ListResponse&lt;RecordResponse&gt;</c> is <c>RecordList</c>; <c>RecordResponse</c> is <c>Record</c>.</summary>
    private static string SchemaName(Type type)
    {
        if (type.IsGenericType)
        {
            var of = string.Concat(type.GetGenericArguments().Select(SchemaName));
            return type.GetGenericTypeDefinition() == typeof(ListResponse<>)
                ? $"{of}List"
                : of + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        }

        return type.Name.EndsWith("Response", StringComparison.Ordinal) ? type.Name[..^"Response".Length] : type.Name;
    }
}
