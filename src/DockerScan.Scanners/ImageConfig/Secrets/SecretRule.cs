using System.Globalization;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Stages;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>Secrets in ENV, labels, build arguments, commands and the build history, by their names and by their form.</summary>
/// <remarks>Trivy knows the form of tokens, not the names of variables. What both find is one finding, because both name it by its place.</remarks>
internal sealed class SecretRule : IImageConfigRule
{
    private const int MaxShown = 100;
    private const int MaxNamed = 20;
    private const string Description = "Whoever can pull the image can read it, and every copy of the image keeps it.";

    public IEnumerable<FindingDraft> Look(ImageConfigInput input)
    {
        var search = new SecretSearch();
        search.Look(input.Configuration);
        if (search.IsCut)
        {
            input.Gaps?.Add(new Gap(GapKind.HistoryCut, $"variables, labels, commands or history are more or longer than are searched for secrets ({SecretText.MaxLength} characters each)"));
        }

        var secrets = search.Hits.Where(hit => hit.Judgement.Grade > SecretGrade.WellKnown).ToList();
        foreach (var hit in secrets.Take(MaxShown))
        {
            yield return Draft(hit);
        }

        if (secrets.Count > MaxShown)
        {
            yield return Drafts.Make(CheckIds.SecretEnv, "secret-many", secrets.Skip(MaxShown).Max(hit => hit.Judgement.Severity), "There are many more secrets in the image configuration",
                "more secrets", Drafts.List([.. secrets.Skip(MaxShown).Select(hit => hit.Place.Location)]), secrets[0].Place.Remediation);
        }

        var usual = search.Hits.Where(hit => hit.Judgement.Grade == SecretGrade.WellKnown).Select(hit => hit.Place.Location).ToList();
        if (usual.Count > 0)
        {
            yield return Drafts.Make(CheckIds.Misconfiguration, "default-password", Severity.Low, "A password that everybody knows is the default", "default passwords",
                Drafts.List(usual) + ": one of the first that anybody tries, or a word to be replaced",
                "Leave the variable out of the image, so that the service refuses to start until somebody sets a password.");
        }
    }

    private static FindingDraft Draft(SecretHit hit)
    {
        var (place, judgement) = (hit.Place, hit.Judgement);
        // A token without a name of its own is named as Trivy names it, so that the two are one.
        var draft = Drafts.Make(CheckIds.SecretEnv, hit.RuleId ?? place.Id, judgement.Severity, Title(hit), hit.RuleId is null ? place.Location : SecretHit.Unnamed, Evidence(hit), place.Remediation);
        return draft with { Description = Description, Target = hit.RuleId is null ? draft.Target : "image configuration" };
    }

    private static string Title(SecretHit hit)
    {
        var what = hit.Judgement.What;
        return $"{char.ToUpperInvariant(what[0])}{what[1..]} in {(hit.RuleId is null ? hit.Place.Location : hit.Place.Instruction)}";
    }

    private static string Evidence(SecretHit hit)
    {
        var steps = hit.Steps.Count == 0 ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $"; in the history at step {string.Join(", ", hit.Steps.Take(MaxNamed))}{(hit.Steps.Count > MaxNamed ? " and more" : string.Empty)}");
        var removed = hit.IsOnlyInHistory && hit.Place.Instruction is "ENV" or "LABEL" or "CMD" or "ENTRYPOINT" or "HEALTHCHECK"
            ? "; a later step changed or removed it, and the history still has it" : string.Empty;
        var also = hit.Also is { } other ? "; also " + other : string.Empty;
        var place = hit.RuleId is null ? hit.Place.Location : $"{hit.Place.Instruction}, {hit.Judgement.What}";
        return $"{place}: {hit.Shown}{steps}{removed}{also}";
    }
}
