namespace DockerScan.Core.Acceptances;

/// <summary>Acceptances as documents of OpenVEX 0.2.0, out and in.</summary>
public interface IOpenVex
{
    /// <summary>The largest document that is read, in bytes: 16 MiB.</summary>
    const int MaxBytes = 16 << 20;

    /// <summary>
    /// Acceptances of vulnerabilities as a document: a false positive is <c>not_affected</c>; a risk that somebody takes is <c>affected</c>, with until
    /// when as its action, because whoever reads the document must not take it for harmless.
    /// </summary>
    /// <param name="acceptances">The acceptances, all of which hold.</param>
    /// <param name="now">The time of the document.</param>
    VexExport Write(IReadOnlyCollection<Acceptance> acceptances, DateTimeOffset now);

    /// <summary>
    /// What a document says that can be an acceptance: <c>not_affected</c> and <c>fixed</c>, for no more than what a statement names. Of statements
    /// about the same the newest holds. What is not as the specification has it is an error with its line, and then nothing of it is taken.
    /// </summary>
    /// <param name="json">The document in UTF-8. Hostile.</param>
    /// <param name="name">What it is called, for errors and the record.</param>
    /// <param name="now">From when on they hold.</param>
    /// <param name="until">Until when; null for ever.</param>
    Result<VexReading> Read(ReadOnlyMemory<byte> json, string name, DateTimeOffset now, DateTimeOffset? until);
}

/// <summary>Acceptances as a document.</summary>
/// <param name="Document">The JSON in UTF-8; null when none of them can be said.</param>
/// <param name="Statements">How many statements it has.</param>
/// <param name="LeftOut">What it cannot say, one line each that begins with how many.</param>
public sealed record VexExport(byte[]? Document, int Statements, IReadOnlyList<string> LeftOut);

/// <summary>What a document says that can be an acceptance.</summary>
/// <param name="Acceptances">They, without ids.</param>
/// <param name="NotTaken">What else it says, and of how many statements.</param>
public sealed record VexReading(IReadOnlyList<Acceptance> Acceptances, IReadOnlyDictionary<string, int> NotTaken);
