using DockerScan.Core;
using DockerScan.Core.Scans;

namespace DockerScan.Host.Composition;

/// <summary>The one folder that DockerScan writes to, readable by its user only.</summary>
internal sealed class DataFolder
{
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(Path);
            Directory.CreateDirectory(Reports, Private);
            Directory.CreateDirectory(Trivy, Private);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(new ScanFailure(
                FailureKind.Internal, $"the data folder {Path} cannot be written; set DOCKERSCAN_DATA to one that can"), e);
        }
    }

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "dockerscan.db");

    public string Reports => System.IO.Path.Combine(Path, "reports");

    public string Trivy => System.IO.Path.Combine(Path, "trivy");

    /// <summary><c>DOCKERSCAN_DATA</c>, else the user's data folder of the XDG base directory specification.</summary>
    public static DataFolder FromEnvironment()
        => new(Environment.GetEnvironmentVariable("DOCKERSCAN_DATA") is { Length: > 0 } configured
            ? configured
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "dockerscan"));
}
