using System.CommandLine;

namespace DockerScan.Host.Cli;

/// <summary><c>--config FILE</c>, of every verb.</summary>
internal static class SettingsOption
{
    public static Option<FileInfo?> Instance { get; } = new("--config")
    {
        Description = "A settings file (JSON) over the defaults of config/dockerscan.json.",
        HelpName = "FILE",
        Recursive = true,
        CustomParser = found =>
        {
            if (found.Tokens is [{ Value: { } path }] && !string.IsNullOrWhiteSpace(path))
            {
                return new FileInfo(path);
            }

            found.AddError("--config is empty");
            return null;
        },
    };
}
