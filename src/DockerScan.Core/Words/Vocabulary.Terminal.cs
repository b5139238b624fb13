using DockerScan.Core.Reports;

namespace DockerScan.Core.Words;

/// <content>A chat in the terminal, and what its machine can do.</content>
public abstract partial class Vocabulary
{
    /// <summary>What can be typed.</summary>
    public abstract string Welcome(string scan, string help, string exit);

    /// <summary>How it is left.</summary>
    public abstract string ExitEnds(string exit);

    /// <summary>What is said at the end.</summary>
    public abstract string Farewell { get; }

    /// <summary>That a command was broken off.</summary>
    public abstract string Stopped { get; }

    /// <summary>That a scan goes on though who watched it stopped.</summary>
    public abstract string NoLongerWatching { get; }

    /// <summary>That a scan was not cancelled.</summary>
    public abstract string GoesOn { get; }

    /// <summary>What this machine lacks to print a report as PDF, and what to do about it.</summary>
    public abstract string NeededToPrint(PrinterNeed need);

    /// <summary>That it has all that it needs, and did not print.</summary>
    public abstract string NotPrinted { get; }
}
