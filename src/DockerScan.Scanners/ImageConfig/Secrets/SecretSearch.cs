using DockerScan.Core.Images;
using DockerScan.Scanners.Autorun.Text;

namespace DockerScan.Scanners.ImageConfig.Secrets;

/// <summary>One search through an image configuration. What stands at one place under one name is one hit.</summary>
internal sealed class SecretSearch
{
    private const int MaxItems = 5000;
    private const int MaxCandidates = 50_000;

    private readonly Dictionary<string, SecretHit> _hits = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, string Value), SecretHit> _known = [];
    private readonly Dictionary<string, string> _set = new(StringComparer.Ordinal);
    private int _left = MaxCandidates;

    /// <summary>What was found, the worst first.</summary>
    public IEnumerable<SecretHit> Hits
        => _hits.Values.OrderByDescending(hit => hit.Judgement.Severity).ThenBy(hit => hit.Place.Location, StringComparer.Ordinal);

    /// <summary>True when something was longer or more than is looked at.</summary>
    public bool IsCut { get; private set; }

    public void Look(ImageConfiguration configuration)
    {
        foreach (var variable in Bounded(configuration.Environment))
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            _set["ENV " + variable[..Math.Max(equals, 0)]] = variable[(equals + 1)..];
            Pair("ENV", equals < 0 ? variable : variable[..equals], equals < 0 ? string.Empty : variable[(equals + 1)..], 0);
        }

        foreach (var (name, value) in configuration.Labels.Take(MaxItems))
        {
            _set["LABEL " + name] = Cut(value);
            Pair("LABEL", name, Cut(value), 0);
        }

        Words("ENTRYPOINT", configuration.Entrypoint);
        Words("CMD", configuration.Command);
        // The first word says how the others are read.
        Words("HEALTHCHECK", [.. configuration.HealthCheck.Skip(1)]);
        foreach (var trigger in Bounded(configuration.OnBuild))
        {
            Text("ONBUILD", trigger, 0);
        }

        var number = 0;
        foreach (var line in Bounded([.. configuration.History.Take(MaxItems + 1).Select(entry => entry.CreatedBy)]))
        {
            Step(HistoryStep.Parse(line), line, ++number);
        }
    }

    private void Step(HistoryStep step, string line, int number)
    {
        switch (step.Instruction)
        {
            case "ENV" or "LABEL":
                Pairs(step.Instruction, step.Body, number);
                break;
            case "ARG":
                Pairs("ARG", step.Body, number);
                break;
            case "RUN":
                BuildArguments(line, step.Body, number);
                Text("RUN", step.Body, number);
                break;
            case "CMD" or "ENTRYPOINT" or "HEALTHCHECK":
                Text(step.Instruction, step.Body.StartsWith('[') || step.Body.StartsWith("&{", StringComparison.Ordinal) ? PrintedWords.Read(step.Body) : step.Body, number);
                break;
            default:
                Text(step.Instruction, step.Body, number);
                break;
        }
    }

    // "|2 A=1 B=2 /bin/sh -c command": what stands before the command.
    private void BuildArguments(string line, string body, int number)
    {
        var bar = line.IndexOf('|', StringComparison.Ordinal);
        if (bar is < 0 or > 8 || bar + 1 >= line.Length || !char.IsAsciiDigit(line[bar + 1]))
        {
            return;
        }

        var end = body.Length > 0 ? line.LastIndexOf(body, StringComparison.Ordinal) : line.Length;
        var arguments = line[bar..(end < bar ? line.Length : end)];
        var shell = arguments.LastIndexOf(" /", StringComparison.Ordinal);
        Pairs("ARG", (shell > 0 ? arguments[..shell] : arguments)[1..].TrimStart("0123456789".ToCharArray()), number);
    }

    private void Pairs(string instruction, string text, int number)
    {
        foreach (var (name, value) in NamedValues.Read(text, name => _set.GetValueOrDefault($"{instruction} {name}")))
        {
            Pair(instruction, name, value, number);
        }
    }

    private void Pair(string instruction, string name, string value, int number)
    {
        var judgement = SecretJudge.Judge(name, value);
        if (judgement.Grade > SecretGrade.None)
        {
            Hit(new SecretPlace(instruction, name), name, value, judgement, number);
        }

        // One finding for a variable: what is in its value counts only when the value itself does not.
        foreach (var candidate in judgement.Grade > SecretGrade.None || value.Length == 0 ? [] : SecretText.OfVariable(value))
        {
            if (IsCut && _left <= 0)
            {
                break;
            }

            if (Judge(candidate, false) is var inner && Counts(inner))
            {
                Hit(new SecretPlace(instruction, name), name, candidate.Value, inner, number);
            }
        }
    }

    private void Words(string instruction, IReadOnlyList<string> words)
    {
        var kept = Bounded(words).ToList();
        Candidates(instruction, SecretText.OfExec(kept), string.Join('\n', kept), 0);
    }

    private void Text(string instruction, string text, int number) => Candidates(instruction, SecretText.OfCommand(text), text, number);

    private void Candidates(string instruction, IEnumerable<Candidate> candidates, string text, int number)
    {
        var tokens = TokenFormats.Find(text);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            if (IsCut && _left <= 0)
            {
                break;
            }

            if (Judge(candidate, tokens.Count > 0) is var judgement && Counts(judgement))
            {
                named.Add(candidate.Value);
                Hit(new SecretPlace(instruction, candidate.Name), candidate.Name, candidate.Value, judgement, number);
            }
        }

        foreach (var token in tokens)
        {
            var value = text.Substring(token.At, token.Length);
            if (!named.Any(each => each.Contains(value, StringComparison.Ordinal)))
            {
                Hit(new SecretPlace(instruction, token.What), token.Id, value, new Judgement(SecretGrade.KnownForm, token.What, token.Severity), number, token.Id);
            }
        }
    }

    private Judgement Judge(Candidate candidate, bool mayHoldToken)
    {
        if (_left-- <= 0)
        {
            IsCut = true;
            return Judgement.None;
        }

        var judgement = SecretJudge.Judge(candidate.IsPassword ? "password" : candidate.Name, candidate.Value, mayHoldToken);
        return judgement.Grade == SecretGrade.Named && candidate.Name == SecretText.InAddress ? judgement with { What = "a " + SecretText.InAddress } : judgement;
    }

    // What looks random counts only as the whole value of a variable or label: commands are full of such words.
    private static bool Counts(Judgement judgement) => judgement.Grade is not (SecretGrade.None or SecretGrade.LooksRandom);

    private void Hit(SecretPlace place, string name, string value, Judgement judgement, int number, string? ruleId = null)
    {
        // An ARG that becomes an ENV, or a CMD in the history: the same under the same name is said once.
        if (!_known.TryGetValue((name, value), out var hit))
        {
            var key = ruleId ?? place.Location;
            if (!_hits.TryGetValue(key, out hit) || hit.Judgement.Grade < judgement.Grade)
            {
                var isSecret = hit?.Judgement.Grade > SecretGrade.WellKnown;
                _hits[key] = hit = new SecretHit(place, judgement, ruleId, SecretHit.Show(value)) { Steps = isSecret ? hit!.Steps : [], IsOnlyInHistory = !isSecret || hit!.IsOnlyInHistory };
            }

            _known[(name, value)] = hit;
        }
        else if (hit.Place != place)
        {
            hit.Also ??= place.Location;
        }

        if (number > 0)
        {
            hit.Steps.Add(number);
        }
        else
        {
            hit.IsOnlyInHistory = false;
        }
    }

    private IEnumerable<string> Bounded(IReadOnlyList<string> texts)
    {
        IsCut |= texts.Count > MaxItems;
        return texts.Take(MaxItems).Select(Cut);
    }

    private string Cut(string text)
    {
        IsCut |= text.Length > SecretText.MaxLength;
        return text.Length > SecretText.MaxLength ? text[..SecretText.MaxLength] : text;
    }
}
