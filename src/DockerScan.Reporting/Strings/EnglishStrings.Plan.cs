using DockerScan.Core.Words;

namespace DockerScan.Reporting.Strings;

/// <content>Page one, the plan and what can be copied.</content>
internal sealed partial class EnglishStrings
{
    public override string SummaryTitle => "Summary";

    public override string FixPlan => "The plan, most valuable first";

    public override string CommandsTitle => "To copy";

    public override string CommandsNote => "Try it on a copy first: an upgrade can change how a service behaves.";

    public override string CommandStop => "Stop what runs of it, and remove it";

    public override string CommandDockerfile => "In the Dockerfile";

    public override string CommandCheck => "Build, and look again";

    public override string PublishedNote => "The first four groups are the published checklist; files with set-uid and all further groups go beyond it. Of those, what was not found is told in one word.";

    public override string NothingLookedAt => "It could not be had, so nothing was looked at.";

    public override string IsAnImage(string image, string? system, int? packages, bool isOld)
        => $"{image} is {(system is null ? "an image" : $"an image of {system}{(isOld ? ", which gets no more fixes," : string.Empty)}")}{(packages is { } count ? $" with {Units.Number(count)} {(count == 1 ? "package" : "packages")}" : string.Empty)}.";

    public override string HasFindings(int high, int medium, int low)
        => $"It has {Units.Number(high)} open {(high == 1 ? "finding" : "findings")} of high risk, {Units.Number(medium)} of medium and {Units.Number(low)} of low.";

    public override string ReadFirst(string title, string place)
        => $"The first to read: {title} ({place}).";

    public override string WhenStarted(int contacts, int listeners, bool isOpen)
        => (contacts, listeners) switch
    {
        (0, 0) => "When it was started it called nobody and opened no port.",
        _ => $"When it was started it tried to reach {(contacts == 0 ? "nobody" : contacts == 1 ? "1 address" : $"{Units.Number(contacts)} addresses")} and opened {(listeners == 0 ? "no port" : listeners == 1 ? "1 port" : $"{Units.Number(listeners)} ports")}{(isOpen ? string.Empty : "; nothing of it left the sandbox")}.",
    };

    public override string FirstMeasures(int count)
        => count == 1 ? "The measure that removes most" : $"The {(count == 2 ? "two" : "three")} measures that remove most";

    public override string RemovesOf(int removed, int left)
        => $"removes {Units.Number(removed)}, leaves {Units.Number(left)}";

    public override string MoreMeasures(int measures, int unfixable)
        => (measures > 0 ? $"{Units.Number(measures)} more {(measures == 1 ? "measure stands" : "measures stand")} in part 3. " : string.Empty) + (unfixable > 0 ? $"{Units.Number(unfixable)} {(unfixable == 1 ? "finding has" : "findings have")} no fix yet." : string.Empty);

    public override string InPackages(int count)
        => $"{Units.Number(count)} packages";

    public override string PlanRefuse(int removed)
        => $"do not run this image: −{Units.Number(removed)}";

    public override string PlanBase(string name, int removed)
        => $"build anew on the current {name}: up to −{Units.Number(removed)}";

    public override string PlanChangeBase(string from, string to, int removed, int brings)
        => $"change FROM {from} to {to}: −{Units.Number(removed)}{Brought(brings)}";

    public override string PlanRebuild(string name, int removed, int brings)
        => $"build anew on the current {name}: −{Units.Number(removed)}{Brought(brings)}";

    public override string PlanNotCounted(string name)
        => $"there is a newer base, {name}, but what it would remove cannot be counted";

    public override string ChangeBase(string from, string to, int brings)
        => $"Change FROM {from} to {to}{BroughtToo(brings)}";

    public override string Rebuild(string name, int brings)
        => $"Build anew on the current {name}{BroughtToo(brings)}";

    private static string Brought(int count) => count > 0 ? $", +{Units.Number(count)} new" : string.Empty;

    private static string BroughtToo(int count) => count > 0 ? $" (brings {Units.Number(count)} new {(count == 1 ? "vulnerability" : "vulnerabilities")})" : string.Empty;

    public override string PlanUpgrade(string name, int removed)
        => $"upgrade {name}: −{Units.Number(removed)}";

    public override string PlanUpgrades(int count, int removed)
        => $"upgrade {Units.Number(count)} more: −{Units.Number(removed)}";

    public override string PlanChange(int removed)
        => $"change what the image holds and does: −{Units.Number(removed)}";

    public override string PlanUnfixable(int count)
        => $"not fixable yet: {Units.Number(count)}";
}
