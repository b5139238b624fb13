using System.IO.Compression;

namespace DockerScan.Scanners.Trivy.Database;

/// <summary>
/// The index that names Java archives by their hash. Without any, Trivy fails on the first archive it meets and the
/// whole scan with it; with an empty one it still reads the Maven coordinates inside archives.
/// </summary>
internal static class JavaIndex
{
    private const string PlaceholderMark = "placeholder";

    // An SQLite file of 4096 bytes with the two empty tables and three indices of trivy-java-db's schema 1, gzip, base64.
    private const string Empty =
        "H4sIAAAAAAACA+1UzUrDQBDeTdqkCJ5zKNI5CBqMgoh3W7stwZraNIX2VNM2tQFtSxKrnkp9Ap/A9/MZvLhbk3YjgiAIQveD7Oz8ZGZ2h/2ajZofeTCcBHduBCdIQhijMwCEkEK/HFqD6RlOx+hnKOioj7MsGL8zPfcpBP4HFHmbCUncxKZCzH+zsSXmL+Yv5r/R/C+jOcIv6I2KHc41kunS+9vyI1nV9gp4ofnjgffoBpE/dPtR2PUHayVzbpOiQ6BlmY0WAdMqkzakQqFurQ37yY56DLgJJvdTutMXu5Kq5fP4uRC5vVuP1vP7XhgLOS7hFEs1ArGRT0SrOqRKbANmXhD6kzE4pO0YEI7cYyjV6iWDNtAf+TOvGz1NvdhbqdvErFpwQTrAZ9PBJhViE+ucNLnGqUMfY1Ur0As5WHa58q02UqpT/t+kRbiyzcui3WFV1+ePO+KPxCy6eP/i/Uu4jPArXQR+hXZW0Q7z+GHJYTF5dBkzMG6KdfU7Evsay3gsIR9m068zinaax/NUZu4NJ7ZsnD2dlg/kU/NM9AHVLu3rABAAAA==";

    /// <summary>True when a cache folder has a real index.</summary>
    public static bool IsReal(string cacheFolder)
    {
        var folder = Path.Combine(cacheFolder, "java-db");
        return File.Exists(Path.Combine(folder, "trivy-java.db")) && File.Exists(Path.Combine(folder, "metadata.json"))
            && !File.Exists(Path.Combine(folder, PlaceholderMark));
    }

    /// <summary>A real one has taken the empty one's place.</summary>
    public static void Unmark(string cacheFolder) => File.Delete(Path.Combine(cacheFolder, "java-db", PlaceholderMark));

    /// <summary>Puts the empty one where there is none.</summary>
    public static async Task EnsureAsync(string cacheFolder, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(cacheFolder, "java-db");
        if (IsReal(cacheFolder))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, PlaceholderMark), "an empty index stands here\n", cancellationToken);
        using var packed = new MemoryStream(Convert.FromBase64String(Empty));
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using (var file = new FileStream(Path.Combine(folder, "trivy-java.db"), FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await unpacked.CopyToAsync(file, cancellationToken);
        }

        // Dates that every Trivy takes for current, so that none asks for a download that the flags forbid.
        await File.WriteAllTextAsync(
            Path.Combine(folder, "metadata.json"),
            """{"Version":1,"NextUpdate":"2099-01-01T00:00:00Z","UpdatedAt":"2020-01-01T00:00:00Z","DownloadedAt":"2020-01-01T00:00:00Z"}""",
            cancellationToken);
    }
}
