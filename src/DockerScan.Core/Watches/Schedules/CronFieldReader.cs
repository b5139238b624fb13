using System.Globalization;

namespace DockerScan.Core.Watches.Schedules;

/// <summary>Reads one field as crontab(5) has it: lists of numbers, names, ranges and steps. What programs read differently is refused.</summary>
internal static class CronFieldReader
{
    private const int MaxDigits = 2;
    private const int Shown = 60;

    public static Result<CronField> Read(string text, CronFieldKind kind)
    {
        var numbers = new SortedSet<int>();
        string? starStep = null;
        var parts = text.Split(',');
        foreach (var part in parts)
        {
            if (Read(part, kind, numbers) is { } failure)
            {
                return failure;
            }

            starStep ??= part.StartsWith("*/", StringComparison.Ordinal) ? part : null;
        }

        // A list with a star in it, and a step of one, leave nothing out.
        var isAny = parts.Any(part => part == "*") || (starStep is not null && numbers.Count == kind.Count);
        return new CronField([.. numbers], isAny, isAny ? null : starStep);
    }

    private static ScanFailure? Read(string part, CronFieldKind kind, SortedSet<int> numbers)
    {
        var (range, step) = Cut(part, '/');
        var (from, to) = Cut(range, '-');
        var by = 1;
        if (step is not null && (!TryNumber(step, out by) || by == 0 || by > kind.Most))
        {
            return Misfit(part, kind);
        }

        if (range == "*")
        {
            Add(numbers, kind, kind.Least, kind.Last, by);
            return null;
        }

        if (!TryValue(from, kind, out var first))
        {
            return Misfit(part, kind);
        }

        if (to is null)
        {
            numbers.Add(Fold(first, kind));
            return step is null ? null : Ambiguous(part, FormattableString.Invariant($"{first}-{kind.Last}/{by}"));
        }

        if (!TryValue(to, kind, out var last))
        {
            return Misfit(part, kind);
        }

        if (first > last && kind == CronFieldKind.WeekDay && last == 0)
        {
            // fri-sun: Sunday ends a week as well as it begins one.
            last = kind.Most;
        }

        if (first > last)
        {
            return new ScanFailure(FailureKind.Refused, FormattableString.Invariant($"'{DisplayText.Clean(part, Shown)}' runs backwards; write {first}-{kind.Last},{kind.Least}-{last}"));
        }

        Add(numbers, kind, first, last, by);
        return null;
    }

    private static void Add(SortedSet<int> numbers, CronFieldKind kind, int first, int last, int by)
    {
        for (var number = first; number <= last; number += by)
        {
            numbers.Add(Fold(number, kind));
        }
    }

    private static int Fold(int number, CronFieldKind kind) => kind == CronFieldKind.WeekDay ? number % kind.Most : number;

    private static bool TryValue(string text, CronFieldKind kind, out int value)
    {
        for (var name = 0; name < kind.Names.Count; name++)
        {
            if (kind.Names[name].Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                value = kind.Least + name;
                return true;
            }
        }

        return TryNumber(text, out value) && value >= kind.Least && value <= kind.Most;
    }

    private static bool TryNumber(string text, out int number)
    {
        number = 0;
        return text.Length is > 0 and <= MaxDigits && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static (string Before, string? After) Cut(string text, char at)
        => text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var found ? (text[..found], text[(found + 1)..]) : (text, null);

    private static ScanFailure Misfit(string part, CronFieldKind kind) => new ScanFailure(FailureKind.Refused, $"'{DisplayText.Clean(part, Shown)}' does not fit: {kind.Allowed}");

    internal static ScanFailure Ambiguous(string part, string instead)
        => new ScanFailure(FailureKind.Refused, $"'{DisplayText.Clean(part, Shown)}' is read differently by different programs; write {instead}");
}
