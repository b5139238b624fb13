using System.ComponentModel.DataAnnotations;

namespace DockerScan.Core.Settings;

/// <summary>What must hold for a key of the settings. What does not stops the program at its start, with one sentence that names the key.</summary>
/// <remarks>The options class names its section in a constant <c>Section</c>.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public abstract class SettingAttribute : ValidationAttribute
{
    /// <summary>What a person reads of a value that will not do; null of one that will.</summary>
    /// <param name="key">Where it stands, e.g. <c>Scan:Concurrency</c>.</param>
    /// <param name="value">The value.</param>
    protected abstract string? Problem(string key, object? value);

    /// <inheritdoc/>
    protected sealed override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        var section = validationContext.ObjectType.GetField("Section")?.GetRawConstantValue();
        return Problem($"{section}:{validationContext.MemberName}", value) is { } problem ? new ValidationResult(problem) : ValidationResult.Success;
    }
}

/// <summary>A path that must be there.</summary>
/// <param name="what">What it names: <c>a file</c>, <c>a folder</c>.</param>
public sealed class NamesAttribute(string what) : SettingAttribute
{
    /// <summary>What it names.</summary>
    public string What => what;

    /// <inheritdoc/>
    protected override string? Problem(string key, object? value) => string.IsNullOrWhiteSpace(value as string) ? $"{key} is empty; it must name {what}" : null;
}
