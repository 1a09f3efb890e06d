#!/usr/bin/env perl
# A second reader of the certificates of sites and portfolios, in another language and with other arithmetic,
# written from src/assembly/CERTIFICATE.md alone. Nothing but Perl's core: no JSON reader that forgives.
#
#   perl assembly_certificate.pl FILE…        "FILE: holds" or "FILE: REFUSED: why"; exit code 0 when all hold.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use Math::BigInt;

my $LARGEST = 1e15;

# ---- JSON, word by word -------------------------------------------------------------------------------------

sub refuse { die "REFUSED: $_[0]\n" }

sub value_at {
    my ($text) = @_;
    $$text =~ /\G[ \t\r]*/gc;
    return object_at($text) if $$text =~ /\G\{/gc;
    return list_at($text)   if $$text =~ /\G\[/gc;
    return string_at($text) if $$text =~ /\G"/gc;
    if ($$text =~ /\G(-?(?:0|[1-9][0-9]*))(?![0-9.eE])/gc) {
        my $number = $1;
        refuse("a number above 10^15") if length($number) > 17 || abs($number) > $LARGEST;
        return $number + 0;
    }
    refuse('a value that is neither text, list, object nor whole number');
}

sub string_at {
    my ($text) = @_;
    $$text =~ /\G((?:[^"\\\x00-\x1f]|\\(?:["\\\/bfnrt]|u[0-9a-fA-F]{4}))*)"/gc or refuse('a text that does not end');
    my %plain = (b => "\b", f => "\f", n => "\n", r => "\r", t => "\t");
    (my $word = $1) =~ s/\\(?:u([0-9a-fA-F]{4})|(.))/defined $1 ? chr(hex $1) : $plain{$2} \/\/ $2/ge;
    return \$word;    # a reference tells texts from numbers
}

sub list_at {
    my ($text) = @_;
    my @list;
    $$text =~ /\G[ \t\r]*/gc;
    return \@list if $$text =~ /\G\]/gc;
    while (1) {
        push @list, value_at($text);
        $$text =~ /\G[ \t\r]*/gc;
        next if $$text =~ /\G,/gc;
        return \@list if $$text =~ /\G\]/gc;
        refuse('a list that does not end');
    }
}

sub object_at {
    my ($text) = @_;
    my (%object, @order);
    $$text =~ /\G[ \t\r]*/gc;
    return {%object, "\0order" => \@order} if $$text =~ /\G\}/gc;
    while (1) {
        $$text =~ /\G[ \t\r]*"/gc or refuse('a key that is no text');
        my $key = ${string_at($text)};
        refuse("key $key stands twice") if exists $object{$key};
        $$text =~ /\G[ \t\r]*:/gc or refuse('a key without a value');
        $object{$key} = value_at($text);
        push @order, $key;
        $$text =~ /\G[ \t\r]*/gc;
        next if $$text =~ /\G,/gc;
        return {%object, "\0order" => \@order} if $$text =~ /\G\}/gc;
        refuse('an object that does not end');
    }
}

sub line_object {
    my ($line) = @_;
    pos($line) = 0;
    $line =~ /\G[ \t\r]*\{/gc or refuse('a line that is no object');
    my $object = object_at(\$line);
    $line =~ /\G[ \t\r]*$/gc or refuse('words after an object');
    return $object;
}

sub keys_are {
    my ($object, $needed, $optional) = @_;
    refuse('no object where one belongs') if ref $object ne 'HASH';
    my %known = map { $_ => 1 } @$needed, @{$optional // []};
    for (@{$object->{"\0order"}}) { refuse("unknown key $_") unless $known{$_} }
    for (@$needed) { refuse("missing key $_") unless exists $object->{$_} }
}

sub whole { my ($value, $least, $what) = @_;
    refuse("$what is no whole number") if !defined $value || ref $value;
    refuse("$what is below $least") if defined $least && $value < $least;
    return $value }
sub word  { my ($value, $what) = @_; refuse("$what is no text") if ref $value ne 'SCALAR'; return $$value }
sub array { my ($value, $what) = @_; refuse("$what is no list") if ref $value ne 'ARRAY'; return $value }
sub position { my ($value, $count, $what) = @_;
    refuse("$what is out of range") if whole($value, 0, $what) >= $count;
    return $value }

# ---- arithmetic that cannot overflow in silence -------------------------------------------------------------

sub small { my ($x) = @_; return abs($x) < 9e15 }
sub product { my ($x, $y) = @_;
    return $x * $y if abs($x) * abs($y) < 9e15;
    return Math::BigInt->new("$x")->bmul("$y") }
sub floor_ratio { my ($product, $divisor) = @_;    # divisor > 0, rounded down
    return Math::BigInt->new("$product")->bdiv("$divisor")->numify() }    # bdiv rounds towards minus infinity
sub sum { my ($x, $y) = @_;
    my $sum = $x + $y;
    return $sum if ref $sum || abs($sum) < 9e15;
    return Math::BigInt->new("$x")->badd("$y") }

# ---- reading ------------------------------------------------------------------------------------------------

sub read_certificate {
    my ($file) = @_;
    open my $in, '<:raw', $file or refuse('cannot be read');
    local $/;
    my $text = <$in>;
    refuse('no lines') unless defined $text && length $text;
    refuse('the file ends within a line') unless $text =~ /\n\z/;
    my $copy = $text;
    utf8::decode($copy) or refuse('no UTF-8');
    my @raw = split /\n/, $text, -1;
    pop @raw;
    my @lines = map { line_object($_) } @raw;
    my $head = shift @lines;
    my @order = qw(format version kind units step penalty clusters instance sites objective bound);
    keys_are($head, \@order);
    refuse('keys of the header in another order') if "@{$head->{qq(\0order)}}" ne "@order";
    refuse('no certificate') if word($head->{format}, 'format') ne 'zonewright certificate';
    refuse('another version') if whole($head->{version}, undef, 'version') != 2;
    my $kind = word($head->{kind}, 'kind');
    refuse("kind $kind") unless $kind eq 'site' || $kind eq 'portfolio';
    keys_are($head->{units}, [qw(area length cost)]);
    refuse('other units') if join('|', map { word($head->{units}{$_}, 'unit') } qw(area length cost)) ne 'm2|cm|1/1024 yuan';
    whole($head->{step}, 1, 'step');
    whole($head->{penalty}, 0, 'penalty');
    whole($head->{$_}, undef, $_) for qw(objective bound);
    for my $cluster (@{array($head->{clusters}, 'clusters')}) {
        keys_are($cluster, [qw(name min_area max_area radius owners towns redevelopment_permille count)]);
        word($cluster->{name}, 'name');
        whole($cluster->{min_area}, 1, 'min_area');
        whole($cluster->{$_}, 0, $_) for qw(max_area radius owners towns redevelopment_permille count);
    }
    my $clusters = @{$head->{clusters}};
    refuse('the file is cut short') if @raw < $clusters + 3;
    my ($rules) = $raw[0] =~ /^(.*?),"instance":/ or refuse('no instance');
    my $hashed = join("\n", $rules, @raw[1 .. $clusters + 2]) . "\n";
    refuse('the hash is of another instance')
        if word($head->{instance}, 'instance') ne sha256_hex(pack('Q<', length $hashed) . $hashed);
    my $city = read_parcels(shift @lines);
    $city->{step} = $head->{step};
    for my $k (0 .. $clusters - 1) {
        my $line = shift @lines;
        keys_are($line, [qw(costs closed)]);
        my $costs = array($line->{costs}, 'costs');
        refuse('costs of another number of parcels') if @$costs != $city->{count};
        for (@$costs) { refuse('a cost that is no multiple of the step') if whole($_, undef, 'cost') % $head->{step} }
        my @closed = (0) x $city->{count};
        $closed[position($_, $city->{count}, 'closed parcel')] = 1 for @{array($line->{closed}, 'closed')};
        push @{$city->{costs}}, $costs;
        push @{$city->{closed}}, \@closed;
    }
    my $line = shift @lines;
    keys_are($line, ['prices']);
    my %prices;
    for (@{array($line->{prices}, 'prices')}) {
        refuse('a price that is no pair') if @{array($_, 'price')} != 2;
        my ($parcel, $price) = (position($_->[0], $city->{count}, 'priced parcel'), whole($_->[1], 0, 'price'));
        refuse('a price that is no multiple of the step') if $price % $head->{step};
        refuse('a parcel with two prices') if exists $prices{$parcel};
        $prices{$parcel} = $price;
    }
    $city->{prices} = [map { $prices{$_} // 0 } 0 .. $city->{count} - 1];
    return ($head, $kind, $city, \@lines);
}

sub read_parcels {
    my ($line) = @_;
    keys_are($line, [qw(ids area x y owner town redevelopment links)]);
    my $n = @{array($line->{ids}, 'ids')};
    my %seen;
    for (@{$line->{ids}}) { refuse('id ' . $$_ . ' stands twice') if $seen{word($_, 'id')}++ }
    for my $column (qw(area x y owner town redevelopment)) {
        refuse("$column of another number of parcels") if @{array($line->{$column}, $column)} != $n;
        whole($_, undef, $column) for @{$line->{$column}};
    }
    for (@{$line->{area}}) { refuse('an area out of bounds') if $_ < 0 || $_ > 1e9 }
    for (@{$line->{redevelopment}}) { refuse('redevelopment is 0 or 1') if $_ != 0 && $_ != 1 }
    my @near = map { [] } 1 .. $n;
    for (@{array($line->{links}, 'links')}) {
        refuse('a link that is no pair') if @{array($_, 'link')} != 2;
        my ($one, $other) = map { position($_, $n, 'linked parcel') } @$_;
        push @{$near[$one]}, $other;
        push @{$near[$other]}, $one;
    }
    return {count => $n, near => \@near, map { $_ => $line->{$_} } qw(area x y owner town redevelopment)};
}

# ---- circles and sites --------------------------------------------------------------------------------------

sub circle_of {
    my ($city, $rule, $k, $centre) = @_;
    my $fits = sub {
        my ($i) = @_;
        return 0 if $city->{closed}[$k][$i] || $city->{area}[$i] <= 0 || $city->{area}[$i] > $rule->{max_area};
        return 1 if $rule->{radius} == 0;
        my ($dx, $dy) = map { $city->{$_}[$i] - $city->{$_}[$centre] } qw(x y);
        return sum(product($dx, $dx), product($dy, $dy)) <= product($rule->{radius}, $rule->{radius});
    };
    return {} unless $fits->($centre);
    my %circle = ($centre => 1);
    my @open = ($centre);
    while (@open) {
        for my $next (@{$city->{near}[shift @open]}) {
            next if $circle{$next} || !$fits->($next);
            $circle{$next} = 1;
            push @open, $next;
        }
    }
    return \%circle;
}

sub different { my ($city, $column, @parcels) = @_; my %seen = map { $city->{$column}[$_] => 1 } @parcels; return scalar keys %seen }
sub area_of { my ($city, @parcels) = @_; my $sum = 0; $sum += $city->{area}[$_] for @parcels; return $sum }

sub check_site {
    my ($city, $rule, $site, $places) = @_;
    my $k = $site->{cluster};
    my @parcels = @{$site->{parcels}};
    my %in;
    for (@parcels) { refuse('a site with a parcel twice') if $in{$_}++ }
    my $circle = circle_of($city, $rule, $k, $site->{centre});
    refuse('a site without its centre') unless $in{$site->{centre}};
    for (@parcels) { refuse('a site beyond its circle') unless $circle->{$_} }
    my %met = ($site->{centre} => 1);
    my @open = ($site->{centre});
    while (@open) {
        for (@{$city->{near}[shift @open]}) { push @open, $_ if $in{$_} && !$met{$_}++ }
    }
    refuse('a site in several pieces') if keys %met != @parcels;
    my $area = area_of($city, @parcels);
    refuse('a site of another area') if $area < $rule->{min_area} || $area > $rule->{max_area};
    refuse('a site of too many owners') if different($city, 'owner', @parcels) > $rule->{owners};
    refuse('a site in too many towns') if different($city, 'town', @parcels) > $rule->{towns};
    my $old = area_of($city, grep { $city->{redevelopment}[$_] } @parcels);
    refuse('a site of too much redevelopment') if $old * 1000 > $rule->{redevelopment_permille} * $area;
    for my $choice (@{$places // []}) {
        refuse('a site that holds none of the places') unless grep { my $p = $_; !grep { !$in{$_} } @$p } @$choice;
    }
    my $cost = 0;
    $cost = sum($cost, $city->{costs}[$k][$_]) for @parcels;
    refuse('a site of another cost') if $cost != $site->{cost};
}

# ---- the fractional bound -----------------------------------------------------------------------------------

sub fractional_holds {
    my ($city, $rule, $k, $centre, $circle, $least) = @_;
    my $total = sub { $city->{costs}[$k][$_[0]] + $city->{prices}[$_[0]] };
    my ($area, $cost) = ($city->{area}[$centre], $total->($centre));
    return 1 if $area > $rule->{max_area};
    my @others = sort { product($total->($a), $city->{area}[$b]) <=> product($total->($b), $city->{area}[$a]) || $a <=> $b }
                 grep { $_ != $centre } keys %$circle;
    for my $i (@others) {
        my $own = $total->($i);
        my $room = ($own < 0 ? $rule->{max_area} : $rule->{min_area}) - $area;
        $room = 0 if $room < 0;
        my $used = $city->{area}[$i] < $room ? $city->{area}[$i] : $room;
        next if $used == 0;
        $cost = sum($cost, $used == $city->{area}[$i] ? $own : floor_ratio(product($own, $used), $city->{area}[$i]));
        $area += $used;
    }
    return $area < $rule->{min_area} || $cost >= $least;
}

# ---- replaying a tree ---------------------------------------------------------------------------------------

my ($FREE, $TAKEN, $OUT) = (0, 1, 2);

# Returns 0 when the state is closed.
sub settle {
    my ($tree, $state) = @_;
    my ($city, $rule) = @$tree{qw(city rule)};
    while (1) {
        my @taken = grep { $state->{$_} == $TAKEN } @{$tree->{circle}};
        my $area = area_of($city, @taken);
        return 0 if $area > $rule->{max_area};
        for my $column ('owner', 'town') {
            my $limit = $rule->{$column . 's'};
            next unless $limit < @{$tree->{circle}};
            my %seen = map { $city->{$column}[$_] => 1 } @taken;
            return 0 if keys %seen > $limit;
            next unless keys %seen == $limit;
            for (@{$tree->{circle}}) { $state->{$_} = $OUT if $state->{$_} == $FREE && !$seen{$city->{$column}[$_]} }
        }
        if ((my $permille = $rule->{redevelopment_permille}) < 1000) {
            my $old = area_of($city, grep { $city->{redevelopment}[$_] } @taken);
            my $fresh = area_of($city, grep { $state->{$_} == $FREE && !$city->{redevelopment}[$_] } @{$tree->{circle}});
            for (@{$tree->{circle}}) {
                next unless $state->{$_} == $FREE && $city->{redevelopment}[$_];
                my $most = $area + $city->{area}[$_] + $fresh;
                $most = $rule->{max_area} if $most > $rule->{max_area};
                $state->{$_} = $OUT unless ($old + $city->{area}[$_]) * 1000 <= $most * $permille;
            }
            my $most = $area + $fresh;
            $most = $rule->{max_area} if $most > $rule->{max_area};
            return 0 if $old * 1000 > $most * $permille;
        }
        my %met = ($tree->{centre} => 1);
        my @open = ($tree->{centre});
        while (@open) {
            for my $next (@{$city->{near}[shift @open]}) {
                next if $met{$next} || !defined $state->{$next} || $state->{$next} == $OUT;
                next if $state->{$next} == $FREE && $area + $city->{area}[$next] > $rule->{max_area};
                $met{$next} = 1;
                push @open, $next;
            }
        }
        for (@taken) { return 0 unless $met{$_} }
        return 0 if area_of($city, keys %met) < $rule->{min_area};
        for (@{$tree->{circle}}) { $state->{$_} = $OUT if $state->{$_} == $FREE && !$met{$_} }
        my $forced = 0;
        for my $choice (@{$tree->{places}}) {
            my @left = grep { my $p = $_; !grep { $state->{$_} == $OUT } @$p } @$choice;
            return 0 unless @left;
            my %times;
            for my $place (@left) { my %once = map { $_ => 1 } @$place; $times{$_}++ for keys %once }
            for (keys %times) {
                next unless $times{$_} == @left && $state->{$_} == $FREE;
                $state->{$_} = $TAKEN;
                $forced = 1;
            }
        }
        return 1 unless $forced;
    }
}

sub taken_cost { my ($tree, $state) = @_;
    my $cost = 0;
    for (@{$tree->{circle}}) { $cost = sum($cost, $tree->{total}{$_}) if $state->{$_} == $TAKEN }
    return $cost }

# Is the node done once its state is settled?
sub done_when_settled { my ($tree, $state) = @_;
    return 1 unless settle($tree, $state);
    return !$tree->{negative} && taken_cost($tree, $state) > $tree->{least} - $tree->{city}{step} }

sub separator_is_valid {
    my ($tree, $state, $gaining, $border) = @_;
    my %border = map { $_ => 1 } @$border;
    for (@$border) { refuse('a separator of a parcel that is not free') unless defined $state->{$_} && $state->{$_} == $FREE }
    my (%met, @open);
    for (@$gaining) {
        refuse('a separator that gains a parcel that is out') unless defined $state->{$_} && $state->{$_} != $OUT;
        refuse('a separator that gains the centre') if $_ == $tree->{centre};
        push @open, $_ if !$border{$_} && !$met{$_}++;
    }
    while (@open) {
        for my $next (@{$tree->{city}{near}[shift @open]}) {
            next if $met{$next} || $border{$next} || !defined $state->{$next} || $state->{$next} == $OUT;
            refuse('a separator that does not part the centre') if $next == $tree->{centre};
            $met{$next} = 1;
            push @open, $next;
        }
    }
}

# Returns 1 when the round shows that the node is done; otherwise free parcels whose way is too dear go out.
sub round_closes {
    my ($tree, $state, $round) = @_;
    my ($city, $rule) = @$tree{qw(city rule)};
    refuse('a round that is no pair') if @{array($round, 'round')} != 2;
    my $multiplier = whole($round->[0], undef, 'multiplier');
    my @free = grep { $state->{$_} == $FREE } @{$tree->{circle}};
    my %reduced = map { $_ => sum($tree->{total}{$_}, -product($multiplier, $city->{area}[$_])) } @free;
    my $taken_area = area_of($city, grep { $state->{$_} == $TAKEN } @{$tree->{circle}});
    my $edge = $multiplier >= 0 ? $rule->{min_area} : $rule->{max_area};
    my $bound = sum(taken_cost($tree, $state), product($multiplier, $edge - $taken_area));
    for my $separator (@{array($round->[1], 'separators')}) {
        refuse('a separator of other parts') if @{array($separator, 'separator')} != 3;
        my $amount = whole($separator->[0], 0, 'amount');
        my ($gaining, $border) = map { array($_, 'parcels of a separator') } @$separator[1, 2];
        refuse('a separator that gains nothing') unless @$gaining;
        separator_is_valid($tree, $state, $gaining, $border);
        my $left = $amount;
        for my $g (@$gaining) {
            if ($state->{$g} == $TAKEN) { $bound = sum($bound, $left); $left = 0; last }
            my $use = $reduced{$g} < 0 ? -$reduced{$g} : 0;
            $use = $left if $use > $left;
            $reduced{$g} = sum($reduced{$g}, $use);
            $left -= $use;
        }
        for (@$border) { $reduced{$_} = sum($reduced{$_}, $left - $amount) }
    }
    for (@free) { $bound = sum($bound, $reduced{$_}) if $reduced{$_} < 0 }
    return 1 if $bound > $tree->{least} - $city->{step};
    my $slack = $tree->{least} - $city->{step} - $bound;
    my %way = map { $_ => 0 } grep { $state->{$_} == $TAKEN } @{$tree->{circle}};
    my (%final, @queue);
    push @queue, keys %way;
    while (@queue) {
        my $at = 0;
        for (1 .. $#queue) { $at = $_ if $way{$queue[$_]} < $way{$queue[$at]} }
        my $here = splice @queue, $at, 1;
        next if $final{$here}++;
        for my $next (@{$city->{near}[$here]}) {
            next unless defined $state->{$next} && $state->{$next} == $FREE;
            my $length = $way{$here} + ($reduced{$next} > 0 ? $reduced{$next} : 0);
            next if exists $way{$next} && $way{$next} <= $length;
            $way{$next} = $length;
            push @queue, $next;
        }
    }
    for (@free) { $state->{$_} = $OUT if !exists $way{$_} || $way{$_} > $slack }
    return 0;
}

sub node_holds {
    my ($tree, $path, $state) = @_;
    return if done_when_settled($tree, $state);
    my $name = join ',', @$path;
    my $node = $tree->{nodes}{$name} or refuse("tree $tree->{centre}: node [$name] is open");
    for my $round (@{$node->{rounds}}) {
        return if round_closes($tree, $state, $round) || done_when_settled($tree, $state);
    }
    my $branch = $node->{branch};
    refuse("tree $tree->{centre}: node [$name] is open") if $branch < 0;
    refuse('a branch beyond the circle') unless defined $state->{$branch};
    my $was = $state->{$branch};
    node_holds($tree, [@$path, $branch + 1],  {%$state, $branch => $TAKEN}) unless $was == $OUT;
    node_holds($tree, [@$path, -$branch - 1], {%$state, $branch => $OUT})   unless $was == $TAKEN;
}

sub read_tree {
    my ($line, $lines, $count) = @_;
    keys_are($line, [qw(tree nodes)], ['places']);
    my %tree = (centre => position($line->{tree}, $count, 'tree'), nodes => {}, places => $line->{places} // []);
    for my $choice (@{array($tree{places}, 'places')}) {
        for my $place (@{array($choice, 'rule of places')}) { position($_, $count, 'place') for @{array($place, 'place')} }
    }
    for (1 .. whole($line->{nodes}, 0, 'nodes')) {
        my $node = shift @$lines or refuse('the file is cut short');
        keys_are($node, [qw(path rounds branch)]);
        my $path = join ',', map { whole($_, undef, 'path') } @{array($node->{path}, 'path')};
        refuse('a node that stands twice') if exists $tree{nodes}{$path};
        array($node->{rounds}, 'rounds');
        refuse('a branch below -1') if whole($node->{branch}, undef, 'branch') < -1;
        refuse('a branch beyond the parcels') if $node->{branch} >= $count;
        $tree{nodes}{$path} = $node;
    }
    return \%tree;
}

sub check_claim {
    my ($city, $rule, $k, $claim) = @_;
    for my $tree (values %{$claim->{trees}}) {
        my $circle = circle_of($city, $rule, $k, $tree->{centre});
        for my $choice (@{$tree->{places}}) {
            for my $place (@$choice) { for (@$place) { refuse('a place beyond the circle') unless $circle->{$_} } }
        }
    }
    for my $centre (@{$claim->{centres}}) {
        my $circle = circle_of($city, $rule, $k, $centre);
        next unless %$circle;
        my $tree = $claim->{trees}{$centre};
        next if !$tree && fractional_holds($city, $rule, $k, $centre, $circle, $claim->{least});
        refuse("nothing is shown about centre $centre") unless $tree;
        my @circle = sort { $a <=> $b } keys %$circle;
        my %total = map { $_ => $city->{costs}[$k][$_] + $city->{prices}[$_] } @circle;
        my %whole = (%$tree, city => $city, rule => $rule, circle => \@circle, total => \%total, least => $claim->{least},
                     negative => scalar(grep { $total{$_} < 0 } @circle));
        node_holds(\%whole, [], {(map { $_ => $FREE } @circle), $centre => $TAKEN});
    }
}

sub read_claims {
    my ($head, $kind, $city, $lines) = @_;
    my @claims;
    for my $k (0 .. $#{$head->{clusters}}) {
        my $line = shift @$lines or refuse('the file is cut short');
        keys_are($line, [qw(claim least)], $kind eq 'site' ? ['centres'] : []);
        refuse('claims in another order') if whole($line->{claim}, 0, 'claim') != $k;
        whole($line->{least}, undef, 'least');
        refuse('a claim that is no multiple of the step') if $line->{least} % $city->{step};
        my @centres = exists $line->{centres} ? @{array($line->{centres}, 'centres')}
                                              : grep { !$city->{closed}[$k][$_] } 0 .. $city->{count} - 1;
        position($_, $city->{count}, 'centre') for @centres;
        my %claim = (least => $line->{least}, centres => \@centres, trees => {});
        while (@$lines && exists $lines->[0]{tree}) {
            my $tree = read_tree(shift @$lines, $lines, $city->{count});
            refuse('two trees of one centre') if exists $claim{trees}{$tree->{centre}};
            $claim{trees}{$tree->{centre}} = $tree;
        }
        push @claims, \%claim;
    }
    refuse('lines after the last claim') if @$lines;
    return \@claims;
}

sub check_certificate {
    my ($file) = @_;
    my ($head, $kind, $city, $lines) = read_certificate($file);
    my $claims = read_claims($head, $kind, $city, $lines);
    my ($bound, $objective, %used, @there) = (0, 0);
    refuse('no site') unless @{array($head->{sites}, 'sites')};
    for my $site (@{$head->{sites}}) {
        keys_are($site, [qw(cluster centre cost parcels)]);
        my $k = position($site->{cluster}, scalar @$claims, 'cluster');
        my $centre = position($site->{centre}, $city->{count}, 'centre');
        whole($site->{cost}, undef, 'cost');
        for (@{array($site->{parcels}, 'parcels')}) {
            refuse('a parcel in two sites') if $used{position($_, $city->{count}, 'parcel of a site')}++;
        }
        refuse('a centre that is not claimed') if $kind eq 'site' && !grep { $_ == $centre } @{$claims->[$k]{centres}};
        my $tree = $claims->[$k]{trees}{$centre};
        check_site($city, $head->{clusters}[$k], $site, $tree && $tree->{places});
        $objective = sum($objective, $site->{cost});
        $there[$k]++;
    }
    for my $k (0 .. $#$claims) {
        my ($rule, $least) = ($head->{clusters}[$k], $claims->[$k]{least});
        my $missing = $rule->{count} - ($there[$k] // 0);
        refuse('more sites than wanted') if $missing < 0;
        $objective = sum($objective, product($head->{penalty}, $missing));
        my $counted = $head->{penalty} && $head->{penalty} < $least ? $head->{penalty} : $least;
        $bound = sum($bound, product($rule->{count}, $counted));
    }
    $bound = sum($bound, -$_) for @{$city->{prices}};
    refuse("the bound is $bound, not $head->{bound}") if $bound != $head->{bound};
    refuse("the objective is $objective, not $head->{objective}") if $objective != $head->{objective};
    refuse('the bound is above the objective') if $bound > $objective;
    check_claim($city, $head->{clusters}[$_], $_, $claims->[$_]) for 0 .. $#$claims;
}

my $refused = 0;
for my $file (@ARGV) {
    my $fault = eval { check_certificate($file); 1 } ? '' : $@ || 'REFUSED: unknown';
    chomp $fault;
    $refused++ if $fault;
    print "$file: ", ($fault || 'holds'), "\n";
}
exit($refused ? 1 : 0);
