using DockerScan.Scanners.Trivy.Mapping;
using DockerScan.Scanners.Trivy.Report;

namespace DockerScan.Scanners.Tests.Trivy.Mapping;

/// <summary>One package, one location: whether a report has package URLs or not, and however its Trivy spells them.</summary>
public sealed class PackageLocationTests
{
    // Type and name as 0.44.1 writes them; type and package URL as 0.74 does, or one in between.
    [Theory]
    [InlineData("suse linux enterprise server", "libopenssl1_1", "sles", "pkg:rpm/suse/libopenssl1_1@1.1.1l?arch=x86_64&distro=sles-15.5", "pkg:rpm/suse/libopenssl1_1")]
    [InlineData("suse linux enterprise server", "zlib", "suse linux enterprise server", "pkg:rpm/sles/zlib@1.2", "pkg:rpm/suse/zlib")]
    [InlineData("opensuse.leap", "curl", "opensuse-leap", "pkg:rpm/opensuse/curl@8.0.1-150400.5.1?arch=x86_64", "pkg:rpm/opensuse/curl")]
    [InlineData("opensuse.leap", "curl", "opensuse.leap", "pkg:rpm/opensuse.leap/curl@8.0.1", "pkg:rpm/opensuse/curl")]
    [InlineData("cbl-mariner", "openssl", "cbl-mariner", "pkg:rpm/cbl-mariner/openssl@1.1.1k?distro=cbl-mariner-2.0", "pkg:rpm/cbl-mariner/openssl")]
    [InlineData("cbl-mariner", "openssl", "cbl-mariner", "pkg:cbl-mariner/openssl@1.1.1k", "pkg:rpm/cbl-mariner/openssl")]
    [InlineData("azurelinux", "curl", "azurelinux", "pkg:rpm/azurelinux/curl@8.11.1?distro=azurelinux-3.0", "pkg:rpm/azurelinux/curl")]
    [InlineData("wolfi", "git", "wolfi", "pkg:wolfi/git@2.39.0-r1", "pkg:apk/wolfi/git")]
    [InlineData("wolfi", "git", "wolfi", "pkg:apk/wolfi/git@2.39.0-r1?distro=20230201", "pkg:apk/wolfi/git")]
    [InlineData("debian", "libstdc++6", "debian", "pkg:deb/debian/libstdc%2B%2B6@8.3.0-6?arch=amd64&distro=debian-10.2", "pkg:deb/debian/libstdc++6")]
    [InlineData("redhat", "libstdc++", "redhat", "pkg:rpm/redhat/libstdc%2B%2B@4.8.5-44.el7?arch=x86_64&distro=redhat-7.7", "pkg:rpm/redhat/libstdc++")]
    [InlineData("alpine", "libstdc++", "alpine", "pkg:apk/alpine/libstdc%2B%2B@12.2.1?distro=3.18", "pkg:apk/alpine/libstdc++")]
    [InlineData("node-pkg", "@Angular/core", "node-pkg", "pkg:npm/%40angular/core@11.0.0", "pkg:npm/%40angular/core")]
    [InlineData("python-pkg", "PyYAML_x", "python-pkg", "pkg:pypi/pyyaml-x@5.3", "pkg:pypi/pyyaml-x")]
    [InlineData("gobinary", "github.com/Masterminds/goutils", "gobinary", "pkg:golang/github.com/masterminds/goutils@v1.1.0", "pkg:golang/github.com/masterminds/goutils")]
    [InlineData("jar", "org.springframework:spring-beans", "jar", "pkg:maven/org.springframework/spring-beans@5.3.15", "pkg:maven/org.springframework/spring-beans")]
    [InlineData("composer", "Symfony/http-kernel", "composer-vendor", "pkg:composer/symfony/http-kernel@5.0", "pkg:composer/symfony/http-kernel")]
    [InlineData("conda-pkg", "openssl", "conda-pkg", "pkg:conda/openssl@1.1.1q", "pkg:conda/openssl")]
    public void Of_OldAndNewSpelling_AreOne(string oldType, string name, string newType, string purl, string expected)
    {
        Assert.Equal(expected, PackageLocation.Of(new TrivyVulnerability { PkgName = name }, oldType));
        Assert.Equal(expected, PackageLocation.Of(new TrivyVulnerability { PkgName = name, PkgIdentifier = new TrivyPackageIdentifier { Purl = purl } }, newType));
    }

    [Theory]
    [InlineData("pkg:")]
    [InlineData("pkg:rpm")]
    [InlineData("pkg:/")]
    [InlineData("not a url")]
    [InlineData("pkg:rpm/%")]
    [InlineData("pkg:rpm/%zz%2/%40@@")]
    public void Of_OddUrl_IsTakenAsItIs(string purl)
        => Assert.NotEmpty(PackageLocation.Of(new TrivyVulnerability { PkgName = "x", PkgIdentifier = new TrivyPackageIdentifier { Purl = purl } }, "debian"));
}
