namespace DockerScan.Reporting.OpenVex;

/// <summary>Something of a document is not as the specification has it.</summary>
internal sealed class VexException(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
