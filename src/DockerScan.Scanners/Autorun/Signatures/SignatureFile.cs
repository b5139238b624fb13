namespace DockerScan.Scanners.Autorun.Signatures;

/// <summary>The shape of <c>config/signatures.yaml</c>; an unknown key is an error.</summary>
internal sealed class SignatureFile
{
    public int Version { get; set; }

    public List<Script> Scripts { get; set; } = [];

    public List<Binary> Binaries { get; set; } = [];

    internal sealed class Script
    {
        public string Id { get; set; } = string.Empty;

        public string Category { get; set; } = string.Empty;

        public string Severity { get; set; } = string.Empty;

        public Dictionary<string, string> Title { get; set; } = [];

        public string Pattern { get; set; } = string.Empty;

        public string? Without { get; set; }

        public string? UndoneBy { get; set; }

        public List<string> Examples { get; set; } = [];

        public List<string> CounterExamples { get; set; } = [];
    }

    internal sealed class Binary
    {
        public string Id { get; set; } = string.Empty;

        public string Category { get; set; } = string.Empty;

        public string Severity { get; set; } = string.Empty;

        public Dictionary<string, string> Title { get; set; } = [];

        public List<string> AsciiMarkers { get; set; } = [];

        public List<string> SectionNames { get; set; } = [];
    }
}
