using System.Globalization;
using DockerScan.Conversation.Requests;
using DockerScan.Core;

namespace DockerScan.Conversation.Commands;

/// <summary>A command line that fits its declaration.</summary>
public sealed record CommandInvocation
{
    public required ChatRequest Request { get; init; }

    public required CommandDeclaration Command { get; init; }

    /// <summary>The language of the place where it was typed, for the answer.</summary>
    public required ReportLanguage Language { get; init; }

    /// <summary>Arguments and options by name; a flag's value is empty.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>The scan that it is answered with, for the record; null while there is none.</summary>
    public ScanId? Scan { get; set; }

    /// <summary>True when it was given.</summary>
    public bool Has(string name) => Values.ContainsKey(name);

    /// <summary>A value that may be missing.</summary>
    public string? Find(string name) => Values.GetValueOrDefault(name);

    /// <summary>A required argument.</summary>
    public string Get(string name) => Values[name];

    /// <summary>A number that may be missing; within the option's bounds.</summary>
    public int? FindNumber(string name) => Find(name) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
