using System.Globalization;
using System.Runtime.InteropServices;

namespace DockerScan.Reporting.Markdown;

/// <summary>Where in the report a heading stands. It numbers the page's anchors, and tells what is open where a part begins.</summary>
/// <param name="Section">The number of the section, from 1; 0 before the first.</param>
/// <param name="Subsection">The number of the subsection within it.</param>
/// <param name="Entry">The number of the entry within that.</param>
/// <param name="Level">The heading's level, 2 to 4; 0 before the first.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HeadingPosition(int Section, int Subsection, int Entry, int Level)
{
    /// <summary>The anchor; made of numbers, never of text.</summary>
    public string Id => Level switch
    {
        2 => string.Create(CultureInfo.InvariantCulture, $"s{Section}"),
        3 => string.Create(CultureInfo.InvariantCulture, $"s{Section}-{Subsection}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"s{Section}-{Subsection}-{Entry}"),
    };

    /// <summary>The next heading of a level. The title, level 1, counts as none.</summary>
    public HeadingPosition Next(int level) => level switch
    {
        <= 1 => this,
        2 => new HeadingPosition(Section + 1, 0, 0, 2),
        3 => new HeadingPosition(Section, Subsection + 1, 0, 3),
        _ => new HeadingPosition(Section, Subsection, Entry + 1, 4),
    };
}
