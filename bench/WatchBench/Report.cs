using System.Globalization;

namespace WatchBench;

/// <summary>The lines that the scripts read.</summary>
internal static class Report
{
    /// <summary>A measure.</summary>
    public static void Say(string name, double value, string format = "0") => Console.WriteLine($"{name}: {value.ToString(format, CultureInfo.InvariantCulture)}");

    /// <summary>What is said beside them.</summary>
    public static void Note(FormattableString text) => Console.WriteLine("# " + FormattableString.Invariant(text));
}
