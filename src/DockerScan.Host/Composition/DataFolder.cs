using DockerScan.Core;

namespace DockerScan.Host.Composition;

/// <summary>The one folder that DockerScan writes to: its user's, and readable by nobody else.</summary>
internal sealed class DataFolder
{
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            // What earlier versions left open is closed.
            foreach (var folder in (string[])[Path, Reports, Trivy, Indexes, Lists, Workers])
            {
                PrivateFolder.Ensure(folder);
            }

            foreach (var folder in (string[])[Path, Indexes, Workers])
            {
                PrivateFolder.CloseFiles(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(new ScanFailure(
                FailureKind.Internal, $"the data folder {Path} cannot be written; set DOCKERSCAN_DATA to one that can"), e);
        }
    }

    public string Path { get; }

    /// <summary>This installation's id, made once: what it leaves on a shared engine is known by it.</summary>
    /// <exception cref="EngineException">It cannot be written.</exception>
    public string Installation
    {
        get
        {
            var file = System.IO.Path.Combine(Path, "installation");
            try
            {
                if (!File.Exists(file))
                {
                    MakeInstallation(file);
                }

                return File.ReadAllText(file).Trim();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new EngineException(new ScanFailure(FailureKind.Internal, $"{file} cannot be read or made"), e);
            }
        }
    }

    // Moved into place, so that nobody reads half of it; whoever comes second keeps the first one's.
    private static void MakeInstallation(string file)
    {
        var made = file + "." + System.IO.Path.GetRandomFileName();
        File.WriteAllText(made, Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)));
        NewFile.Place(made, file);
    }

    public string Database => System.IO.Path.Combine(Path, "dockerscan.db");

    /// <summary>The key that links to reports are signed with.</summary>
    public string ReportKey => System.IO.Path.Combine(Path, "keys", "report-links");

    /// <summary>What who signs in to the pages knows.</summary>
    public string WebToken => System.IO.Path.Combine(Path, "keys", "web-token");

    /// <summary>The keys that the pages' cookies and forms are protected with.</summary>
    public string WebKeys => System.IO.Path.Combine(Path, "keys", "web");

    public string Uploads => System.IO.Path.Combine(Path, "uploads");

    public string Workers => System.IO.Path.Combine(Path, "workers");

    public string Reports => System.IO.Path.Combine(Path, "reports");

    public string Indexes => System.IO.Path.Combine(Path, "indexes");

    /// <summary>Of what the sandbox was proven, and when.</summary>
    public string SandboxProof => System.IO.Path.Combine(Path, "sandbox-proof");

    /// <summary>Lists that were fetched.</summary>
    public string Lists => System.IO.Path.Combine(Path, "lists");

    public string Trivy => System.IO.Path.Combine(Path, "trivy");

    /// <summary><c>DOCKERSCAN_DATA</c>, else the user's data folder of the XDG base directory specification.</summary>
    public static DataFolder FromEnvironment()
        => new(Environment.GetEnvironmentVariable("DOCKERSCAN_DATA") is { Length: > 0 } configured
            ? configured
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "dockerscan"));
}
