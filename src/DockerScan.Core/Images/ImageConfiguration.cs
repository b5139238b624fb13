namespace DockerScan.Core.Images;

/// <summary>An image's configuration, as the OCI image specification has it. All text is the image author's and hostile.</summary>
public sealed record ImageConfiguration
{
    /// <summary>The configured user, <c>user[:group]</c> by name or number; empty means root.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>ENTRYPOINT in exec form; a shell form stands here as <c>/bin/sh -c …</c>.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>CMD in exec form.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>ENV as <c>NAME=value</c>. May hold secrets: never log it.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>WORKDIR; empty means <c>/</c>.</summary>
    public string WorkingDirectory { get; init; } = string.Empty;

    /// <summary>EXPOSE, as <c>6379/tcp</c>.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];

    /// <summary>VOLUME paths.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>ONBUILD triggers: they run in whoever builds on the image.</summary>
    public IReadOnlyList<string> OnBuild { get; init; } = [];

    /// <summary>HEALTHCHECK: empty when none; else <c>NONE</c>, <c>CMD</c> or <c>CMD-SHELL</c> and its words.</summary>
    public IReadOnlyList<string> HealthCheck { get; init; } = [];

    /// <summary>SHELL, for shell forms; empty means <c>/bin/sh -c</c>.</summary>
    public IReadOnlyList<string> Shell { get; init; } = [];

    /// <summary>LABELs.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The history, oldest first.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>When the image says it was made; null when it does not say. Reproducible builds say 1970.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>One line of an image's history, oldest first. All text is the image author's and hostile.</summary>
/// <param name="CreatedBy">The command that made the layer.</param>
/// <param name="Comment">The builder's comment.</param>
/// <param name="IsEmptyLayer">True when the step changed configuration only.</param>
public sealed record HistoryEntry(string CreatedBy, string? Comment, bool IsEmptyLayer);
