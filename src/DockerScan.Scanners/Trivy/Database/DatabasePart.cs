namespace DockerScan.Scanners.Trivy.Database;

/// <summary>One of the two databases: where it is published, and where it stands.</summary>
/// <param name="Name">Its name for people and programs.</param>
/// <param name="Folder">Its folder below a cache folder.</param>
/// <param name="File">Its file.</param>
/// <param name="MediaType">The kind of its layer.</param>
/// <param name="Repositories">Where Trivy's makers publish it, in the order in which Trivy asks.</param>
/// <remarks>Trivy, pkg/db and pkg/javadb; trivy-db and trivy-java-db, their layouts.</remarks>
internal sealed record DatabasePart(string Name, string Folder, string File, string MediaType, IReadOnlyList<string> Repositories)
{
    /// <summary>What is known against packages.</summary>
    public static DatabasePart Vulnerabilities { get; } = new(
        "vulnerabilities", "db", "trivy.db", "application/vnd.aquasec.trivy.db.layer.v1.tar+gzip", ["mirror.gcr.io/aquasec/trivy-db:2", "ghcr.io/aquasecurity/trivy-db:2"]);

    /// <summary>Java archives by their hash.</summary>
    public static DatabasePart Java { get; } = new(
        "java", "java-db", "trivy-java.db", "application/vnd.aquasec.trivy.javadb.layer.v1.tar+gzip", ["mirror.gcr.io/aquasec/trivy-java-db:1", "ghcr.io/aquasecurity/trivy-java-db:1"]);

    /// <summary>The database below a cache folder.</summary>
    public string FileIn(string cacheFolder) => Path.Combine(cacheFolder, Folder, File);

    /// <summary>Its description.</summary>
    public string MetadataIn(string cacheFolder) => Path.Combine(cacheFolder, Folder, "metadata.json");
}
