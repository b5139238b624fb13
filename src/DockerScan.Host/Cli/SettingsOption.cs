using System.CommandLine;

namespace DockerScan.Host.Cli;

internal static class SettingsOption
{
    public static Option<FileInfo?> Instance { get; } = new("--config")
    {
        Description = "A settings file (JSON) over the defaults of config/dockerscan.json.",
        HelpName = "FILE",
        Recursive = true,
    };
}
