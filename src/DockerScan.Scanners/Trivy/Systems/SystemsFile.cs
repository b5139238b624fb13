namespace DockerScan.Scanners.Trivy.Systems;

/// <summary>The shape of <c>config/systems.yaml</c>; an unknown key is an error.</summary>
internal sealed class SystemsFile
{
    public int Version { get; set; }

    public string CheckedTrivy { get; set; } = string.Empty;

    public List<System> Systems { get; set; } = [];

    internal sealed class System
    {
        public string Family { get; set; } = string.Empty;

        public string Name { get; set; } = string.Empty;

        public List<string> Ids { get; set; } = [];

        public string Manager { get; set; } = string.Empty;

        public string Release { get; set; } = string.Empty;

        public string? Advisories { get; set; }

        public string? Trivy { get; set; }

        public string Source { get; set; } = string.Empty;

        public List<Release> Releases { get; set; } = [];
    }

    internal sealed class Release
    {
        public string Name { get; set; } = string.Empty;

        public string? Trivy { get; set; }

        public string? End { get; set; }

        public string? Advisories { get; set; }

        public string? Wrong { get; set; }

        public string? Source { get; set; }
    }
}
