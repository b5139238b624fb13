using DockerScan.Core.Settings;
using Microsoft.Extensions.Options;

namespace DockerScan.Host.Composition;

/// <summary>What <c>serve</c> does.</summary>
public sealed class ServeOptions
{
    /// <summary>The section in the settings.</summary>
    public const string Section = "Serve";

    /// <summary>What this program does of all that there is to do on its store.</summary>
    public NodeRole Role { get; set; }

    /// <summary>
    /// Within how many seconds it ends once it is asked to, 2 to 70. For the first half scans in hand may go on to their end; what has not ended
    /// by then is given back, and what it made is removed.
    /// </summary>
    [Between(2, 70)]
    public int StopWithin { get; set; } = 10;
}

/// <summary>What stands at the keys themselves.</summary>
[OptionsValidator]
internal sealed partial class ServeOptionsBounds : IValidateOptions<ServeOptions>;

/// <summary>The same, and that the role is one: the binder takes any number for one.</summary>
internal sealed class ServeOptionsValidator : IValidateOptions<ServeOptions>
{
    public ValidateOptionsResult Validate(string? name, ServeOptions options)
    {
        List<string> failures = [.. new ServeOptionsBounds().Validate(name, options).Failures ?? []];
        if (!Enum.IsDefined(options.Role))
        {
            failures.Add("Serve:Role must be All, Chat, Worker or Scheduler");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
