using System.Globalization;

namespace DockerScan.Scanners.ImageConfig;

/// <summary>One line of /etc/passwd or /etc/group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">Its number.</param>
/// <param name="Group">In passwd the primary group; in group unused.</param>
/// <remarks>
/// Read as runc reads it when it starts a container (moby/sys/user), because that decides who runs: the first match
/// counts, and a number that is missing or is none is 0. A friendlier reader would take such a user for harmless.
/// </remarks>
internal sealed record Account(string Name, long Number, long Group)
{
    private const int MaxLines = 100_000;

    /// <summary>The first account that <paramref name="nameOrNumber"/> means; a number is never taken for a name.</summary>
    public static Account? Find(string? text, string nameOrNumber)
        => Read(text).FirstOrDefault(TryNumber(nameOrNumber, out var number) ? each => each.Number == number : each => each.Name == nameOrNumber);

    /// <summary>The numbers of the groups in /etc/group that list <paramref name="user"/> as a member.</summary>
    public static IEnumerable<long> GroupsOf(string? text, string user)
        => Lines(text).Select(line => line.Split(':', 5)).Where(fields => fields.Length > 3 && fields[3].Split(',').Contains(user, StringComparer.Ordinal)).Select(fields => Field(fields, 2));

    /// <summary>Reads a number as Go's <c>strconv.Atoi</c> does: <c>00</c>, <c>+0</c> and <c>-0</c> are 0 too.</summary>
    public static bool TryNumber(string text, out long number)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static IEnumerable<Account> Read(string? text) => Lines(text).Select(Line);

    private static IEnumerable<string> Lines(string? text)
        => (text ?? string.Empty).Split('\n').Take(MaxLines).Select(line => line.Trim()).Where(line => line.Length > 0);

    private static Account Line(string line)
    {
        var fields = line.Split(':', 5);
        return new Account(fields[0], Field(fields, 2), Field(fields, 3));
    }

    private static long Field(string[] fields, int at) => at < fields.Length && TryNumber(fields[at], out var number) ? number : 0;
}
