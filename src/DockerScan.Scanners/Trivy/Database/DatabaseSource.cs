namespace DockerScan.Scanners.Trivy.Database;

/// <summary>What a copy was made of; while it is the same, nothing is copied again.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Length">The database's size.</param>
/// <param name="WrittenTicks">When the database was written, in ticks of UTC.</param>
/// <param name="MetadataTicks">When its description was written.</param>
internal sealed record DatabaseSource(string Path, long Length, long WrittenTicks, long MetadataTicks);
