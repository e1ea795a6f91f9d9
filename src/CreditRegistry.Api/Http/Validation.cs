using FluentValidation;
using FluentValidation.Results;

namespace CreditRegistry.Api.Http;

/// <summary>Runs the validator of <typeparamref name="T"/>; every wrong field is named in one answer.</summary>
internal sealed class ValidationFilter<T>(IValidator<T> validator) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.Arguments.OfType<T>().FirstOrDefault() is not { } request)
        {
            return await next(context);
        }

        var result = await validator.ValidateAsync(request, context.HttpContext.RequestAborted);
        return result.IsValid ? await next(context) : Validation.Problem(Validation.Errors(result));
    }
}

public static class Validation
{
    /// <summary>Registers every validator of the assembly that <typeparamref name="TMarker"/> is in.</summary>
    public static IServiceCollection AddValidatorsOf<TMarker>(this IServiceCollection services)
    {
        foreach (var found in AssemblyScanner.FindValidatorsInAssembly(typeof(TMarker).Assembly, includeInternalTypes: true))
        {
            services.AddSingleton(found.InterfaceType, found.ValidatorType);
        }

        return services;
    }

    internal static ProblemResult Problem(IReadOnlyDictionary<string, string[]> errors) => Problems.Invalid(
        ProblemCodes.ValidationFailed,
        "Some fields are missing or wrong. The errors name each of them.",
        errors);

    internal static Dictionary<string, string[]> Errors(ValidationResult result) => result.Errors
        .GroupBy(failure => ToCamelCase(failure.PropertyName), failure => failure.ErrorMessage, StringComparer.Ordinal)
        .ToDictionary(field => field.Key, field => field.Distinct().ToArray(), StringComparer.Ordinal);

    /// <summary><c>Penalties[0].Kind</c> becomes <c>penalties[0].kind</c>.</summary>
    internal static string ToCamelCase(string path) => string.Join('.', path.Split('.').Select(
        part => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(part)));
}
