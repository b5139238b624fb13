namespace DockerScan.Core.Images;

/// <summary>Why a text names no image, and what to type; <c>ReferenceWords</c> says it.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Subject">The part that is wrong, cleaned and cut; empty when it is the whole.</param>
/// <param name="Length">The length that is too much, in UTF-16 units.</param>
/// <param name="Most">The most that is allowed.</param>
/// <param name="Suggestion">The nearest right form, cleaned and cut; null when there is none.</param>
public sealed record ReferenceProblem(ReferenceFault Fault, string Subject = "", int Length = 0, int Most = 0, string? Suggestion = null)
{
    /// <summary>A name that is one.</summary>
    public const string Example = "redis:7";
}
