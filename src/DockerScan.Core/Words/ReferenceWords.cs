using DockerScan.Core.Images;

namespace DockerScan.Core.Words;

/// <summary>What is wrong with the name of an image, for who typed it.</summary>
public static class ReferenceWords
{
    /// <summary>One line that says it and, where it can, the nearest right form. In English without a full stop, to stand within a line too.</summary>
    public static string Of(ReferenceProblem problem, ReportLanguage language)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return language switch
        {
            ReportLanguage.English => English(problem),
            ReportLanguage.Korean => Korean(problem),
        };
    }

    /// <summary>The same as a sentence of its own.</summary>
    public static string Sentence(ReferenceProblem problem, ReportLanguage language)
    {
        var text = Of(problem, language);
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}{(text[^1] is '?' or '.' ? string.Empty : ".")}";
    }

    /// <summary>That a text is no platform, as a sentence.</summary>
    /// <param name="text">What was typed, fit to be shown.</param>
    /// <param name="example">What could be.</param>
    /// <param name="language">The language.</param>
    public static string NotAPlatform(string text, string example, ReportLanguage language) => language switch
    {
        ReportLanguage.English => $"'{text}' is not a platform; write os/architecture, e.g. {example}.",
        ReportLanguage.Korean => $"‘{text}’은(는) 플랫폼이 아닙니다. 운영체제/아키텍처 형식으로 입력하십시오(예: {example}).",
    };

    private static string English(ReferenceProblem problem)
    {
        var next = problem.Suggestion is { } meant ? $"; did you mean {meant}?" : $"; type for example {ReferenceProblem.Example}";
        return problem.Fault switch
        {
            ReferenceFault.Missing => "no image given" + next,
            ReferenceFault.TooLong => FormattableString.Invariant($"the image reference has {problem.Length} characters; at most {problem.Most} are allowed"),
            ReferenceFault.NotAscii => "an image reference has ASCII characters only (internationalised host names are refused; write the punycode form if you mean it)",
            ReferenceFault.Scheme => "an image reference has no scheme" + next,
            ReferenceFault.WhiteSpace => "an image reference holds no white space",
            ReferenceFault.Digest => "the digest must be sha256: and 64 lower-case hex digits (or sha512: and 128)",
            ReferenceFault.Capitals => "the repository name must be lowercase" + next,
            ReferenceFault.IdWithSuffix => "64 hex digits are an image id, which has no tag and no digest" + next,
            ReferenceFault.PathTooLong => FormattableString.Invariant($"the repository path has {problem.Length} characters; at most {problem.Most} are allowed"),
            ReferenceFault.Host => $"'{problem.Subject}' is not a registry host name",
            ReferenceFault.Name => $"'{problem.Subject}' is not an image name; names are lowercase letters and digits, joined by . _ __ - or /, for example library/redis:7",
            ReferenceFault.Tag => $"'{problem.Subject}' is not a tag; tags are up to 128 letters, digits, _ . and -, not beginning with . or -",
            ReferenceFault.InFiles => $"{problem.Subject} names an image in files, and only images of the engine or a registry are scanned; load it with docker load, then type its name",
        };
    }

    private static string Korean(ReferenceProblem problem)
    {
        var next = problem.Suggestion is { } meant ? $" {meant} 이미지를 찾으십니까?" : $" 예: {ReferenceProblem.Example}";
        return problem.Fault switch
        {
            ReferenceFault.Missing => "이미지를 지정하지 않았습니다." + next,
            ReferenceFault.TooLong => FormattableString.Invariant($"이미지 이름이 {problem.Length}자입니다. {problem.Most}자까지 입력할 수 있습니다."),
            ReferenceFault.NotAscii => "이미지 이름에는 ASCII 문자만 쓸 수 있습니다(국제화 도메인 이름은 punycode 형식으로 입력하십시오).",
            ReferenceFault.Scheme => "이미지 이름에는 스킴을 쓰지 않습니다." + next,
            ReferenceFault.WhiteSpace => "이미지 이름에는 공백을 쓸 수 없습니다.",
            ReferenceFault.Digest => "다이제스트는 sha256: 뒤에 소문자 16진수 64자리여야 합니다(또는 sha512: 뒤에 128자리).",
            ReferenceFault.Capitals => "저장소 이름은 소문자여야 합니다." + next,
            ReferenceFault.IdWithSuffix => "16진수 64자리는 이미지 ID이며, 태그나 다이제스트를 붙이지 않습니다." + next,
            ReferenceFault.PathTooLong => FormattableString.Invariant($"저장소 경로가 {problem.Length}자입니다. {problem.Most}자까지 입력할 수 있습니다."),
            ReferenceFault.Host => $"‘{problem.Subject}’은(는) 레지스트리 호스트 이름이 아닙니다.",
            ReferenceFault.Name => $"‘{problem.Subject}’은(는) 이미지 이름이 아닙니다. 소문자와 숫자를 쓰고 . _ __ - 또는 /로 연결합니다. 예: library/redis:7",
            ReferenceFault.Tag => $"‘{problem.Subject}’은(는) 태그가 아닙니다. 문자, 숫자, _ . -를 128자까지 쓸 수 있으며, . 또는 -로 시작할 수 없습니다.",
            ReferenceFault.InFiles => $"{problem.Subject}은(는) 파일에 담긴 이미지를 가리키며, 엔진이나 레지스트리의 이미지만 검사합니다. docker load로 불러온 뒤 이름을 입력하십시오.",
        };
    }
}
