using System.Globalization;

namespace DockerScan.Core.Words;

/// <summary>Numbers, sizes and times of the clock: the same in every language and on every machine.</summary>
public static class Units
{
    private static readonly string[] Sizes = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>A whole number: <c>12,345</c>.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Bytes in decimal units, as engines and registries show them: <c>117.3 MB</c>.</summary>
    public static string Size(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1000 && unit < Sizes.Length - 1)
        {
            (value, unit) = (value / 1000, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Sizes[unit]}");
    }

    /// <summary>Milliseconds as seconds, as short as can be without losing what matters: <c>60</c>, <c>1.25</c>, <c>12.3</c>.</summary>
    public static string Seconds(long milliseconds)
        => (milliseconds / 1000.0).ToString(milliseconds % 1000 == 0 ? "0" : milliseconds < 10_000 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds as seconds, all of the same form, for a column.</summary>
    public static string ExactSeconds(long milliseconds) => (milliseconds / 1000.0).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A moment, in UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
