namespace CreditRegistry.Api.Http;

/// <summary>
/// Thrown while a parameter binds, where no result can be returned; answered as its problem and never logged.
/// </summary>
public sealed class BadRequestProblem(ProblemResult problem)
    : BadHttpRequestException(problem.Value.Code, problem.Value.Status)
{
    public ProblemResult Problem => problem;
}
