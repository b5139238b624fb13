namespace DockerScan.Scanners.Sandbox.Analysis.Settings;

/// <summary>The shape of <c>config/behavior.yaml</c>; an unknown key is an error.</summary>
internal sealed class BehaviorFile
{
    public int Version { get; set; }

    public List<Threshold> Thresholds { get; set; } = [];

    public List<NameList> Lists { get; set; } = [];

    public List<Command> Commands { get; set; } = [];

    public List<Place> Places { get; set; } = [];

    internal sealed class Threshold
    {
        public string Id { get; set; } = string.Empty;

        public double Value { get; set; }

        public string Reason { get; set; } = string.Empty;

        public string Source { get; set; } = string.Empty;
    }

    internal sealed class NameList
    {
        public string Id { get; set; } = string.Empty;

        public List<string> Values { get; set; } = [];

        public string Reason { get; set; } = string.Empty;

        public string Source { get; set; } = string.Empty;
    }

    internal sealed class Command
    {
        public string Id { get; set; } = string.Empty;

        public string Severity { get; set; } = string.Empty;

        public Dictionary<string, string> Title { get; set; } = [];

        public string Pattern { get; set; } = string.Empty;

        public string Source { get; set; } = string.Empty;

        public List<string> Examples { get; set; } = [];

        public List<string> CounterExamples { get; set; } = [];
    }

    internal sealed class Place
    {
        public string Id { get; set; } = string.Empty;

        public string Severity { get; set; } = string.Empty;

        public Dictionary<string, string> Title { get; set; } = [];

        public string Pattern { get; set; } = string.Empty;

        public List<string> Except { get; set; } = [];

        public bool ByPackages { get; set; }

        public string Source { get; set; } = string.Empty;

        public List<string> Examples { get; set; } = [];

        public List<string> CounterExamples { get; set; } = [];
    }
}
