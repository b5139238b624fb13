using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>What the start scripts of popular images do, in words of our own: nothing to remark, or what a person asked for and only needs a look.</summary>
public sealed class HonestEntrypointTests
{
    /// <summary>Name and body; nothing of it is worth a remark.</summary>
    public static TheoryData<string, string> Quiet => new()
    {
        {
            "postgres",
            """
            set -Eeo pipefail
            file_env() { local var="$1" fileVar="${1}_FILE" def="${2:-}"; local val="$def"; if [ "${!var:-}" ]; then val="${!var}"; elif [ "${!fileVar:-}" ]; then val="$(< "${!fileVar}")"; fi; export "$var"="$val"; unset "$fileVar"; }
            mkdir -p "$PGDATA"; chmod 00700 "$PGDATA" || :
            find "$PGDATA" \! -user postgres -exec chown postgres '{}' +
            eval 'initdb --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"' "$@"'
            for f in /docker-entrypoint-initdb.d/*; do
              case "$f" in
                *.sh) if [ -x "$f" ]; then "$f"; else . "$f"; fi ;;
                *.sql.gz) gunzip -c "$f" | psql -v ON_ERROR_STOP=1 --no-psqlrc ;;
                *.sql.zst) zstd -dc "$f" | psql ;;
              esac
            done
            printf 'host all all all %s\n' "$POSTGRES_HOST_AUTH_METHOD" >> "$PGDATA/pg_hba.conf"
            PGUSER="${PGUSER:-$POSTGRES_USER}" pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w start
            if [ "$(id -u)" = '0' ]; then exec gosu postgres "$BASH_SOURCE" "$@"; fi
            """
        },
        {
            "mysql",
            """
            set -eo pipefail; shopt -s nullglob
            if [ -n "$MYSQL_RANDOM_ROOT_PASSWORD" ]; then MYSQL_ROOT_PASSWORD="$(openssl rand -base64 24)"; export MYSQL_ROOT_PASSWORD; echo "GENERATED ROOT PASSWORD: $MYSQL_ROOT_PASSWORD"; fi
            mysqld --initialize-insecure --default-time-zone=SYSTEM
            mysql_tzinfo_to_sql /usr/share/zoneinfo | sed 's/Local time zone must be set--see zic manual page/FCTY/' | mysql --protocol=socket -uroot -hlocalhost mysql
            mysql <<-EOSQL
            	SET @@SESSION.SQL_LOG_BIN=0;
            	ALTER USER 'root'@'localhost' IDENTIFIED BY '${MYSQL_ROOT_PASSWORD}';
            	GRANT ALL ON *.* TO 'root'@'localhost' WITH GRANT OPTION;
            EOSQL
            xzcat /docker-entrypoint-initdb.d/a.sql.xz | mysql
            find "$DATADIR" \! -user mysql -exec chown mysql '{}' +
            exec gosu mysql "$0" "$@"
            """
        },
        {
            "redis",
            """
            set -e
            if [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then set -- redis-server "$@"; fi
            if [ "$1" = 'redis-server' -a "$(id -u)" = '0' ]; then find . \! -user redis -exec chown redis '{}' +; exec gosu redis "$0" "$@"; fi
            um="$(umask)"; if [ "$um" = '0022' ]; then umask 0077; fi
            exec "$@"
            """
        },
        {
            "nginx",
            """
            set -e
            entrypoint_log() { if [ -z "${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then echo "$@"; fi; }
            if /usr/bin/find "/docker-entrypoint.d/" -mindepth 1 -maxdepth 1 -type f -print -quit 2>/dev/null | read v; then
              find "/docker-entrypoint.d/" -follow -type f -print | sort -V | while read -r f; do
                case "$f" in *.envsh) . "$f" ;; *.sh) [ -x "$f" ] && "$f" ;; *) entrypoint_log "$0: Ignoring $f" ;; esac
              done
            fi
            sed -i -E 's,listen       80;,listen       80;\n    listen  [::]:80;,' /etc/nginx/conf.d/default.conf
            CHECKSUM=$(dpkg-query --show --showformat='${Conffiles}\n' nginx | grep default.conf | cut -d' ' -f 3)
            echo "$CHECKSUM  /etc/nginx/conf.d/default.conf" | md5sum -c - >/dev/null 2>&1 || exit 0
            envsubst "$defined_envs" < "$template" > "$output_path"
            exec "$@"
            """
        },
        {
            "rabbitmq",
            """
            set -euo pipefail
            if [[ "$1" == rabbitmq* ]] && [ "$(id -u)" = '0' ]; then find /var/lib/rabbitmq \! -user rabbitmq -exec chown rabbitmq '{}' +; exec gosu rabbitmq "${BASH_SOURCE[0]}" "$@"; fi
            cookieFile='/var/lib/rabbitmq/.erlang.cookie'
            [ -e "$cookieFile" ] || echo "$RABBITMQ_ERLANG_COOKIE" > "$cookieFile"
            chmod 600 "$cookieFile"
            export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-setcookie $RABBITMQ_ERLANG_COOKIE"
            exec "$@"
            """
        },
        {
            "elasticsearch",
            """
            umask 0002
            run_as_other_user_if_needed() { if [ "$(id -u)" = "0" ]; then exec chroot --userspec=1000:0 / "${@}"; else exec "${@}"; fi; }
            source /usr/share/elasticsearch/bin/elasticsearch-env-from-file
            if [ -n "$ELASTIC_PASSWORD" ]; then
              if ! (echo "$KEYSTORE_PASSWORD" | elasticsearch-keystore list | grep -q '^bootstrap.password$'); then
                (echo "$ELASTIC_PASSWORD" | elasticsearch-keystore add -x 'bootstrap.password')
              fi
            fi
            ES_JAVA_OPTS="-Des.cgroups.hierarchy.override=/ $ES_JAVA_OPTS" run_as_other_user_if_needed /usr/share/elasticsearch/bin/elasticsearch "${es_opts[@]}" <<<"$KEYSTORE_PASSWORD"
            """
        },
        {
            "jenkins",
            """
            : "${JENKINS_WAR:="/usr/share/jenkins/jenkins.war"}"
            touch "${COPY_REFERENCE_FILE_LOG}" || { echo "Can not write to ${COPY_REFERENCE_FILE_LOG}. Wrong volume permissions?"; exit 1; }
            find "${REF}" \( -type f -o -type l \) -exec bash -c '. /usr/local/bin/jenkins-support; for arg; do copy_reference_file "$arg"; done' _ {} +
            java_opts_array=()
            while IFS= read -r -d '' item; do java_opts_array+=( "$item" ); done < <([[ $JAVA_OPTS ]] && xargs printf '%s\0' <<<"$JAVA_OPTS")
            exec java -Duser.home="$JENKINS_HOME" "${java_opts_array[@]}" -jar "${JENKINS_WAR}" "$@"
            """
        },
        {
            "keycloak",
            """
            case "$(uname)" in CYGWIN*) CFILE=$(cygpath "$0"); RESOLVED_NAME=$(readlink -f "$CFILE") ;; FREEBSD) RESOLVED_NAME=$(readlink -f "$0") ;; *) RESOLVED_NAME=$(readlink -f "$0") ;; esac
            esceval() { printf '%s\n' "$1" | sed "s/'/'\\\\''/g; 1 s/^/'/; $ s/$/'/"; }
            JAVA_OPTS="-XX:MetaspaceSize=96M -Djava.net.preferIPv4Stack=true"
            eval "exec \"$JAVA\" $JAVA_OPTS -cp /opt/keycloak/lib/quarkus-run.jar io.quarkus.bootstrap.runner.QuarkusEntryPoint ${CONFIG_ARGS}"
            """
        },
        {
            "grafana",
            """
            PERMISSIONS_OK=0
            if [ ! -r "$GF_PATHS_CONFIG" ]; then echo "GF_PATHS_CONFIG='$GF_PATHS_CONFIG' is not readable."; fi
            for VAR_NAME in $(env | grep '^GF_[^=]\+__FILE=.\+' | sed -r "s/([^=]*)__FILE=.*/\1/g"); do
              VAR_NAME_FILE="$VAR_NAME"__FILE
              export "$VAR_NAME"="$(< "${!VAR_NAME_FILE}")"; unset "$VAR_NAME_FILE"
            done
            if [ ! -z "${GF_AWS_PROFILES+x}" ]; then
              : > "$GF_PATHS_HOME/.aws/credentials"
              for profile in ${GF_AWS_PROFILES}; do echo "aws_access_key_id = ${!access_key_varname}" >> "$GF_PATHS_HOME/.aws/credentials"; done
              chmod 600 "$GF_PATHS_HOME/.aws/credentials"
            fi
            for plugin in ${GF_INSTALL_PLUGINS}; do grafana cli --pluginsDir "${GF_PATHS_PLUGINS}" plugins install ${plugin}; done
            exec grafana server --homepath="$GF_PATHS_HOME" --config="$GF_PATHS_CONFIG" "$@"
            """
        },
        {
            "wordpress",
            """
            set -Eeuo pipefail
            tar --create --file - --directory /usr/src/wordpress --owner "$user" --group "$group" . | tar --extract --file - --no-overwrite-dir
            awk '/put your unique phrase here/ { cmd = "head -c1m /dev/urandom | sha1sum | cut -d\\  -f1"; cmd | getline str; close(cmd); gsub("put your unique phrase here", str) } { print }' "$wpConfigDocker" > wp-config.php
            chown "$user:$group" wp-config.php || true
            exec "$@"
            """
        },
        {
            "gitea",
            """
            if [ ! -f /data/ssh/ssh_host_ed25519_key ]; then ssh-keygen -t ed25519 -f /data/ssh/ssh_host_ed25519_key -N "" > /dev/null; fi
            SSH_PORT=${SSH_PORT:-"22"} SSH_LISTEN_PORT=${SSH_LISTEN_PORT:-"${SSH_PORT}"} envsubst < /etc/templates/sshd_config > /etc/ssh/sshd_config
            chmod 0644 /etc/ssh/sshd_config
            if [ "${USER}" != "git" ]; then sed -i -e "s/^git\:/${USER}\:/g" /etc/passwd; fi
            if [ -z "${USER_GID}" ]; then USER_GID="$(id -g ${USER})"; fi
            sed -i -e "s/^${USER}:\([^:]*\):[0-9]*:[0-9]*/${USER}:\1:${USER_UID}:${USER_GID}/" /etc/passwd
            for FOLDER in /data/gitea/conf /data/git; do mkdir -p ${FOLDER}; done
            exec "$@"
            """
        },
        {
            "vault",
            """
            ulimit -c 0
            get_addr () { local if_name=$1; local uri_template=$2; ip addr show dev $if_name | awk -v uri=$uri_template '/\s*inet\s/ { ip=gensub(/(.+)\/.+/, "\\1", "g", $2); print gensub(/^(.+:\/\/).+(:.+)$/, "\\1" ip "\\2", "g", uri); exit }'; }
            if [ -n "$VAULT_LOCAL_CONFIG" ]; then echo "$VAULT_LOCAL_CONFIG" > "$VAULT_CONFIG_DIR/local.json"; fi
            if [ "$1" = 'server' ]; then shift; set -- vault server -config="$VAULT_CONFIG_DIR" -dev-root-token-id="$VAULT_DEV_ROOT_TOKEN_ID" "$@"; fi
            setcap cap_ipc_lock=+ep $(readlink -f $(which vault))
            if ! vault -version 1>/dev/null 2>/dev/null; then >&2 echo "Couldn't start vault with IPC_LOCK. Disabling IPC_LOCK."; setcap cap_ipc_lock=-ep $(readlink -f $(which vault)); fi
            set -- su-exec vault "$@"
            exec "$@"
            """
        },
        {
            "waits for a port",
            """
            wait_for() { while :; do if [[ $ISBUSY -eq 1 ]]; then nc -z $HOST $PORT; else (echo -n > /dev/tcp/$HOST/$PORT) >/dev/null 2>&1; fi; result=$?; if [[ $result -eq 0 ]]; then break; fi; sleep 1; done; }
            until (exec 3<>/dev/tcp/${DB_HOST}/${DB_PORT:-5432}) 2>/dev/null; do sleep 1; done
            until curl -sf "http://db:8080/health" >/dev/null; do sleep 2; done
            timeout 30 bash -c 'until printf "" 2>>/dev/null >>/dev/tcp/$0/$1; do sleep 1; done' "$DB_HOST" "$DB_PORT"
            """
        },
        {
            "user and group of the host",
            """
            PUID=${PUID:-911}; PGID=${PGID:-911}
            groupmod -o -g "$PGID" abc; usermod -o -u "$PUID" abc
            chown abc:abc /app /config /defaults
            ln -sf /proc/1/fd/1 /var/log/app.log
            export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2
            echo "$TLS_CERT_B64" | base64 -d > /etc/ssl/app.pem
            update-ca-certificates
            ssh-keyscan github.com >> "$HOME/.ssh/known_hosts"
            eval "$(ssh-agent -s)"
            """
        },
        {
            "mongo",
            """
            if [ "$originalArgOne" = 'mongod' ] && [ "$(id -u)" = '0' ]; then chown --dereference mongodb "/proc/$$/fd/1" "/proc/$$/fd/2" || :; exec gosu mongodb "$BASH_SOURCE" "$@"; fi
            openssl rand -base64 756 > /data/keyfile; chmod 400 /data/keyfile
            mongosh --host 127.0.0.1 --port 27017 --quiet admin <<-EOJS
            	db.createUser({ user: $(_js_escape "$MONGO_INITDB_ROOT_USERNAME"), pwd: $(_js_escape "$MONGO_INITDB_ROOT_PASSWORD"), roles: [ { role: 'root', db: 'admin' } ] })
            EOJS
            numactl --interleave=all true && set -- numactl --interleave=all "$@"
            exec "$@"
            """
        },
    };

    [Theory]
    [MemberData(nameof(Quiet))]
    public async Task ScanAsync_PopularImage_HasNothingToRemark(string name, string body)
    {
        var outcome = await RunAsync(body);

        Assert.Equal((name, StageOutcome.Completed), (name, outcome.Outcome));
        Assert.Empty(Remarks(outcome).Select(finding => $"{finding.Id} {finding.Severity}: {finding.Evidence}"));
    }

    // What only a person can judge is told, and never as malware.
    [Theory]
    [InlineData("docker in docker", "modprobe -va nf_nat ip_tables 2>/dev/null || :\nif ! mountpoint -q /sys/kernel/security; then mount -t securityfs none /sys/kernel/security || :; fi\niptables -P FORWARD ACCEPT\nfind /run /var/run -iname 'docker*.pid' -delete || :\nexec dockerd --host=unix:///var/run/docker.sock \"$@\"")]
    [InlineData("vpn", "iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE\nip rule add from 10.8.0.0/24 table 100\nmkdir -p /dev/net && mknod /dev/net/tun c 10 200\nexec openvpn --config /etc/openvpn/server.conf")]
    [InlineData("back-up", "echo \"$BACKUP_CRON /backup.sh\" | crontab -\nexec crond -f -l 2")]
    [InlineData("certificates", "trap exit TERM; while :; do certbot renew; sleep 12h & wait ${!}; done")]
    [InlineData("task address", "IP=$(curl -s http://169.254.170.2/v2/metadata | jq -r .TaskARN)\nexport ADVERTISE=$(wget -qO- http://169.254.169.254/latest/meta-data/local-ipv4)")]
    [InlineData("settings from a server", "curl -fsSL \"$CONFIG_URL\" -o /etc/app/config.yml")]
    [InlineData("browser", "Xvfb :99 -screen 0 1360x1020x24 -nolisten tcp &\nx11vnc -forever -shared -rfbport 5900 -display :99 &\nexport DISPLAY=:99")]
    [InlineData("health without curl", "exec 3<>/dev/tcp/127.0.0.1/8080\nprintf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3\ngrep -q UP <&3")]
    [InlineData("forwarder", "socat TCP-LISTEN:8080,fork,reuseaddr TCP:db:80 &")]
    [InlineData("log pipe", "mkfifo /tmp/logpipe && cat <> /tmp/logpipe 1>&2 &\nexec app > /tmp/logpipe 2>&1")]
    [InlineData("name servers", "echo \"nameserver $DNS\" > /etc/resolv.conf\necho \"127.0.0.1 app.local\" >> /etc/hosts")]
    [InlineData("kernel settings", "sysctl -w vm.max_map_count=262144\nulimit -l unlimited")]
    public async Task ScanAsync_WhatNeedsALook_IsNoMalware(string name, string body)
    {
        var outcome = await RunAsync(body);

        Assert.Empty(outcome.Findings.Where(finding => finding.Check == CheckIds.AutorunMalware || finding.Severity > Severity.Medium).Select(finding => $"{name}: {finding.Id} {finding.Severity}: {finding.Evidence}"));
    }

    private static Task<Core.Scanners.ScannerOutcome> RunAsync(string body)
        => ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, UsualSystem().File("/entry.sh", $"#!/bin/bash\n{body}\nexec sleep 60\n"));
}
